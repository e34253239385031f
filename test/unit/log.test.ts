import { expect, test } from 'vitest'
import { toldOf } from '../../server/platform/log.ts'

test('the log tells of an error what it is and where, and nothing of people or connections', () => {
  const error = Object.assign(new Error('duplicate key value', { cause: new TypeError('deeper') }), {
    code: '23505',
    table: 'people',
    constraint: 'people_email_key',
    detail: 'Key (email)=(wang@agency.example) already exists.',
    client: { password: 'secret' },
    command: { args: ['王小明'] },
  })
  const told = toldOf(error)
  expect(told).toMatchObject({
    type: 'Error',
    message: 'duplicate key value',
    code: '23505',
    where: 'people people_email_key',
    stack: expect.stringContaining('log.test.ts'),
    cause: { type: 'TypeError', message: 'deeper' },
  })
  expect(JSON.stringify(told)).not.toMatch(/wang|secret|王小明/)
})

test('an error that is its own cause, or none at all, is told too', () => {
  const circle = new Error('round')
  circle.cause = circle
  expect(JSON.stringify(toldOf(circle))).toContain('round')
  for (const odd of [undefined, null, 'text', { message: '王小明' }])
    expect(JSON.stringify(toldOf(odd))).not.toContain('王小明')
})
