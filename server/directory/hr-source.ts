import { type Static, Type } from 'typebox'
import { storable } from '../platform/storable.ts'
import { Nullable, parserOf } from '../platform/values.ts'

const MOST_BYTES = 1024 * 1024

export type SourcePerson = Static<typeof SourcePerson>
/** A person as the national HR database sends them. What else it may send is not looked at. */
const SourcePerson = Type.Object({
  personnelNo: Type.String({ minLength: 1, maxLength: 20 }),
  name: Type.String({ minLength: 1, maxLength: 100 }),
  title: Type.Optional(Type.String({ maxLength: 100 })),
  email: Type.Optional(Nullable(Type.String({ maxLength: 254 }))),
  agencyCode: Type.Optional(Nullable(Type.String({ maxLength: 40 }))),
  phones: Type.Optional(
    Type.Array(
      Type.Object({
        number: Type.String({ maxLength: 40 }),
        extension: Type.Optional(Nullable(Type.String({ maxLength: 8 }))),
      }),
      { maxItems: 20 },
    ),
  ),
})
const parseAnswer = parserOf(Type.Object({ people: Type.Array(SourcePerson, { maxItems: 500 }) }))

export type SourceQuery = { phone: string } | { email: string } | { personnelNo: string }

/**
 * Asks the source: `GET {url}/people?phone=…`, `?email=…` or `?personnelNo=…`, answered `{ "people": [...] }`.
 * A name and password in `url` are sent as Basic authentication.
 * @throws anything, when it does not answer in `timeoutMs`, refuses, or answers nonsense
 */
export async function askSource(
  { url, timeoutMs }: { url: string; timeoutMs: number },
  query: SourceQuery,
): Promise<SourcePerson[]> {
  const asked = new URL(`${url.replace(/\/+$/, '')}/people`)
  const { username, password } = asked
  asked.username = asked.password = ''
  for (const [name, value] of Object.entries(query)) asked.searchParams.set(name, value)
  const signIn = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`)
  const answer = await fetch(asked, {
    headers: {
      accept: 'application/json',
      ...(username && { authorization: `Basic ${signIn.toString('base64')}` }),
    },
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  })
  if (!answer.ok) {
    await answer.body?.cancel()
    throw new Error(`HTTP ${answer.status}`)
  }
  return parseAnswer(storable(JSON.parse(await textOf(answer)))).people
}

async function textOf(answer: Response) {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body ?? []) {
    size += part.byteLength
    if (size > MOST_BYTES) throw new Error('longer than an answer can be')
    parts.push(part)
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts))
}
