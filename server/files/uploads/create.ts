import type { Deps } from '../../platform/deps.ts'
import { storable } from '../../platform/storable.ts'
import type { Id } from '../../platform/values.ts'
import { newFileKey } from '../parts/sealed-part.ts'
import { refuseBeforeUpload } from '../refuse-before-upload.ts'
import { refused } from './refused.ts'

/** A file that no case claims is removed this long after its upload began. */
const UNCLAIMED_MS = 24 * 3_600_000

/**
 * Begins an upload, before its first byte travels.
 *
 * @param upload.name as the sender calls it; a path in front of it is dropped
 * @param upload.size in bytes, as announced; 0 when it is not known yet
 * @param upload.uploader who is signed in; null: whoever holds the id
 * @throws Refusal 'unsupported' `file-refused`, with `reason`: the name says that it may not be attached
 * @throws Refusal 'too-large' `file-too-large`, with `maxBytes`
 */
export async function createUpload(
  { db, secrets, now }: Pick<Deps, 'db' | 'secrets' | 'now'>,
  upload: { id: Id<'file'>; name: string; size: number | undefined; uploader: Id<'person'> | null },
) {
  const { id, size, uploader } = upload
  const name = ownName(upload.name)
  const reason = refuseBeforeUpload({ name, bytes: size ?? 1 }, { files: 0, bytes: 0 })
  if (reason) throw refused(reason, { name })
  const at = now()
  await db
    .insertInto('files')
    .values({
      id,
      name,
      size: size ?? 0,
      mediaType: null,
      sha256: null,
      wrappedKey: secrets.wrap(newFileKey()),
      state: 'uploading',
      refusal: null,
      uploadedBy: uploader,
      caseId: null,
      createdAt: at,
      expiresAt: new Date(at.getTime() + UNCLAIMED_MS),
    })
    .execute()
  return { id, name }
}

/** The last piece of a path, in the composed form that every system shows alike. */
const ownName = (name: string) => storable(name).split(/[\\/]/).at(-1)!.normalize('NFC')
