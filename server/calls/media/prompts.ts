import { createHash } from 'node:crypto'
import { speak } from '../../../telephony-adapter/prompts/speak.ts'
import { claimRaw, keepRaw, readRaw } from '../../files/keep-raw.ts'
import type { Actor } from '../../platform/actor.ts'
import { record } from '../../platform/audit.ts'
import { type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { emit } from '../../platform/events/outbox.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { planChanged } from '../events.ts'
import { spokenTexts } from '../plan/spoken-texts.ts'
import { readWav } from './wav.ts'

type Needed = Pick<Deps, 'db' | 'files' | 'secrets' | 'now' | 'log'>
type Which = { key: string; language: 'zh-TW' | 'en' }
type By = { actor: Actor; address: string }

/** What exchanges play without converting it. */
const RATES = [8000, 16_000]
const MOST_MS = 180_000

/**
 * Replaces what callers hear at one place by a recording.
 * @throws Refusal 'not-found' `prompt-not-found` · 'invalid' `prompt-not-a-wav`
 */
export async function uploadPrompt(deps: Needed, by: By, which: Which, bytes: Buffer) {
  const text = await demandText(deps, which)
  const wav = readWav(bytes)
  if (wav?.channels !== 1 || !RATES.includes(wav.rate) || wav.ms === 0 || wav.ms > MOST_MS)
    throw new Refusal('invalid', 'prompt-not-a-wav')
  await keepSound(deps, { ...which, text, bytes, updatedBy: by.actor.id })
  await noteChange(deps, by, which, 'prompt-replaced')
}

/** Lets callers hear again what the product brings. @throws Refusal 'not-found' `prompt-not-found` */
export async function dropPrompt(deps: Needed, by: By, which: Which) {
  await demandText(deps, which)
  await transact(deps.db, async (trx) => {
    await letGo(trx, which, deps.now())
    await trx
      .deleteFrom('prompts')
      .where('key', '=', which.key)
      .where('language', '=', which.language)
      .execute()
  })
  await noteChange(deps, by, which, 'prompt-dropped')
}

/**
 * One spoken text as WAV, to be heard before callers do: the recording, or spoken now.
 * @throws Refusal 'not-found' `prompt-not-found`: no such text, or nothing on this machine speaks
 */
export async function soundOfPrompt(deps: Needed, which: Which): Promise<Buffer> {
  const text = await demandText(deps, which)
  const own = await deps.db
    .selectFrom('prompts')
    .select('fileId')
    .where('key', '=', which.key)
    .where('language', '=', which.language)
    .executeTakeFirst()
  if (own) return readRaw(deps, own.fileId)
  return speak(text, which.language).catch((err) => {
    deps.log.info({ err, ...which }, 'a text cannot be spoken on this machine')
    throw new Refusal('not-found', 'prompt-not-found')
  })
}

/**
 * Speaks what is made of settings (menu, announcements) and has no sound yet, or another text than its sound. What
 * somebody has recorded themselves stays. Where nothing speaks, the settings show that a recording is missing.
 */
export async function speakChanged(deps: Needed): Promise<void> {
  const known = await deps.db.selectFrom('prompts').select(['key', 'language', 'text', 'updatedBy']).execute()
  const spokenOf = ({ key, language }: Which) =>
    known.find((prompt) => prompt.key === key && prompt.language === language)
  let isNew = false
  for (const { key, language, text, isFixed } of await spokenTexts(deps.db, deps.now())) {
    const spoken = spokenOf({ key, language })
    if (isFixed || text === '' || spoken?.updatedBy || spoken?.text === text) continue
    const bytes = await speak(text, language).catch((err) => {
      deps.log.warn({ err, key, language }, 'callers cannot hear this text until somebody records it')
      return undefined
    })
    if (!bytes) return
    await keepSound(deps, { key, language, text, bytes, updatedBy: null })
    isNew = true
  }
  if (isNew) await transact(deps.db, (trx) => emit(trx, planChanged, {}))
}

type Sound = Which & { text: string; bytes: Buffer; updatedBy: Id<'person'> | null }

async function keepSound(deps: Needed, { key, language, text, bytes, updatedBy }: Sound) {
  const fileId = await keepRaw(deps, { name: `${key}-${language}.wav`, bytes })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const sound = { fileId, sha256, text, updatedAt: deps.now(), updatedBy }
  await transact(deps.db, async (trx) => {
    await claimRaw(trx, fileId)
    await letGo(trx, { key, language }, deps.now())
    await trx
      .insertInto('prompts')
      .values({ key, language, ...sound })
      .onConflict((conflict) => conflict.columns(['key', 'language']).doUpdateSet(sound))
      .execute()
  })
}

/** The recording that is replaced is removed with the next round: whoever plays it has a copy. */
const letGo = (trx: Trx, { key, language }: Which, at: Date) =>
  trx
    .updateTable('files')
    .set({ expiresAt: at })
    .where('id', 'in', (prompts) =>
      prompts.selectFrom('prompts').select('fileId').where('key', '=', key).where('language', '=', language),
    )
    .execute()

const noteChange = (deps: Needed, { actor, address }: By, which: Which, action: string) =>
  transact(deps.db, async (trx) => {
    const subject = `prompt:${which.key}/${which.language}`
    await record(trx, { actorId: actor.id, action, subject, address, at: deps.now() })
    await emit(trx, planChanged, {})
  })

async function demandText({ db, now }: Needed, { key, language }: Which): Promise<string> {
  const found = (await spokenTexts(db, now())).find((one) => one.key === key && one.language === language)
  if (!found) throw new Refusal('not-found', 'prompt-not-found')
  return found.text
}
