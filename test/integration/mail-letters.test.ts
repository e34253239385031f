import { expect } from 'vitest'
import { caseCodeOf, surveyTokenOf } from '../../server/cases/links.ts'
import { acknowledge } from '../../server/notifications/acknowledge.ts'
import { remindOfSurvey } from '../../server/notifications/remind-of-survey.ts'
import { newId } from '../../server/platform/values.ts'
import { answerSurvey } from '../../server/surveys/answer.ts'
import { inviteToSurvey } from '../../server/surveys/invite.ts'
import { test } from '../support/database.ts'
import { correspondence, moveCase, SECRETS } from '../support/mailed-cases.ts'

test('a new case is acknowledged once, with number, code and the way to its progress', async ({ db }) => {
  const { deps, caseId, number, mails } = await correspondence(db)
  await acknowledge(deps, { caseId })
  await acknowledge(deps, { caseId })
  const [mail, ...more] = await mails()
  expect(more).toEqual([])
  const code = caseCodeOf(SECRETS, caseId)
  expect(mail).toMatchObject({
    kind: 'acknowledgement',
    toAddress: 'wang@agency.example',
    toName: '王小明',
    subject: `[掛號 ${number}] 差勤系統無法送出請假單`,
    messageId: `<${mail!.id}@help.agency.example>`,
    inReplyTo: null,
    refs: [],
    state: 'queued',
  })
  expect(mail!.body).toContain(`掛號：${number}`)
  expect(mail!.body).toContain(`查詢碼：${code}`)
  expect(mail!.body).toContain(`https://help.agency.example:8443/cases/${number}#${code}`)
  expect(mail!.body).toContain('差勤管理系統')
})

test('who left no address gets no mail', async ({ db }) => {
  const { deps, caseId, reply, mails } = await correspondence(db, { email: null })
  const { send } = await reply()
  await acknowledge(deps, { caseId })
  await send()
  await remindOfSurvey(deps, { caseId })
  expect(await mails()).toEqual([])
})

test('the hotline stands in the letters once it is set', async ({ db }) => {
  const { deps, caseId, mails } = await correspondence(db)
  await db
    .insertInto('settings')
    .values({ key: 'centre.hotline', value: JSON.stringify('049-239-0000') })
    .execute()
  await acknowledge(deps, { caseId })
  await db.deleteFrom('settings').where('key', '=', 'centre.hotline').execute()
  expect((await mails())[0]?.body).toContain('客服專線 049-239-0000')
})

test('a reply is mailed once, word for word, and its entry knows its mail', async ({ db }) => {
  const { deps, reply, mails, caseId } = await correspondence(db)
  await acknowledge(deps, { caseId })
  const file = { id: newId<'file'>(), name: '操作說明.pdf', size: 120_000, mediaType: 'application/pdf' }
  const { send, entryId } = await reply({ text: '一、請登出。\n二、再登入 <WebHR>。', files: [file] })
  await Promise.all([send(), send(), send()])
  const [, mail, ...more] = await mails()
  expect(more).toEqual([])
  expect(mail).toMatchObject({ kind: 'answer', entryId, caseId })
  expect(mail?.body).toContain('一、請登出。\n二、再登入 <WebHR>。')
  expect(mail?.html).toContain('二、再登入 &lt;WebHR&gt;。')
  expect(mail?.body).toContain('操作說明.pdf（117 KB）')
})

test('the answer asks how it went; a question back does not', async ({ db }) => {
  const { reply, mails, caseId } = await correspondence(db)
  await (await reply({ to: 'waiting', waitingFor: 'data', text: '請提供畫面截圖。' })).send()
  await (await reply()).send()
  const [question, answer] = await mails()
  const link = `https://help.agency.example:8443/surveys/${surveyTokenOf(SECRETS, caseId)}`
  expect(question?.body).toContain('需要請您補充資料')
  expect(question?.body).not.toContain('/surveys/')
  expect(answer?.body).toContain(link)
})

test('a reply says how the case stood when it was written, also when it is mailed late', async ({ db }) => {
  const { clock, reply, mails, caseId, agentId } = await correspondence(db)
  const verification = await reply({ to: 'waiting', waitingFor: 'verification' })
  const going = await reply({ to: 'in-progress', text: '仍在查修。' })
  await reply()
  await moveCase(db, caseId, 'reopened', { at: clock.now(), actorId: agentId })
  await verification.send()
  await going.send()
  const bodies = (await mails()).map(({ body }) => body)
  expect(bodies[0]).toContain('請您協助確認是否解決')
  expect(bodies[1]).toContain('案件仍在處理中')
})

test('whoever has said how it went is not asked again when the case is answered anew', async ({ db }) => {
  const { clock, deps, reply, mails, caseId, agentId } = await correspondence(db)
  await (await reply()).send()
  await inviteToSurvey(deps, { caseId, agentId })
  await answerSurvey(deps, surveyTokenOf(SECRETS, caseId), { score: 4 }, { actorId: null, origin: '' })
  await moveCase(db, caseId, 'reopened', { at: clock.now(), actorId: agentId })
  await (await reply()).send()
  const [first, second] = await mails()
  expect(first?.body).toContain('/surveys/')
  expect(second?.body).toContain('您的案件已有回覆')
  expect(second?.body).not.toContain('/surveys/')
})

test('all letters of a case are one thread that begins with the acknowledgement', async ({ db }) => {
  const { clock, deps, caseId, reply, mails } = await correspondence(db)
  await acknowledge(deps, { caseId })
  for (let n = 0; n < 14; n++) await (await reply({ to: 'in-progress' })).send()
  clock.advance({ minutes: 1 })
  await remindOfSurvey(deps, { caseId })
  const all = await mails()
  const ids = all.map(({ messageId }) => messageId)
  expect(all.map(({ inReplyTo }) => inReplyTo)).toEqual([null, ...ids.slice(0, -1)])
  expect(all[2]?.refs).toEqual(ids.slice(0, 2))
  expect(all.at(-1)?.refs).toEqual([ids[0], ...ids.slice(-10, -1)])
})

test('a letter holds nothing of another case, not even of the same person', async ({ db }) => {
  const one = await correspondence(db, { title: '甲案：差勤', name: '王小明', email: 'same@agency.example' })
  const other = await correspondence(db, {
    title: '乙案：待遇',
    name: '林美華',
    email: 'same@agency.example',
  })
  for (const { deps, caseId, reply, number } of [one, other]) {
    await acknowledge(deps, { caseId })
    await (await reply({ text: `回覆 ${number}` })).send()
    await remindOfSurvey(deps, { caseId })
  }
  const foreign = [
    other.number,
    caseCodeOf(SECRETS, other.caseId),
    surveyTokenOf(SECRETS, other.caseId),
    '乙案',
    '林美華',
  ]
  for (const mail of await one.mails())
    for (const text of [mail.subject, mail.body, mail.html, mail.toName, ...mail.refs])
      for (const word of foreign) expect(text).not.toContain(word)
  expect(await one.mails()).toHaveLength(3)
})

test('line breaks in a title or a name add no line to any header', async ({ db }) => {
  const evil = '甲\r\nBcc: all@agency.example\u2028X-Evil: 1\u0085Y'
  const { deps, caseId, mails } = await correspondence(db, { title: evil, name: evil })
  await acknowledge(deps, { caseId })
  const [mail] = await mails()
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
  const breaks = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]/
  for (const header of [mail!.subject, mail!.toName, mail!.messageId]) expect(header).not.toMatch(breaks)
})

test('nobody is reminded of a survey answered in the meantime', async ({ db }) => {
  const { deps, reply, mails, caseId, agentId } = await correspondence(db)
  await reply()
  await inviteToSurvey(deps, { caseId, agentId })
  await answerSurvey(deps, surveyTokenOf(SECRETS, caseId), { score: 5 }, { actorId: null, origin: '' })
  await remindOfSurvey(deps, { caseId })
  expect(await mails()).toEqual([])
})

test('a case in English is written to in English', async ({ db }) => {
  const { deps, caseId, number, reply, mails } = await correspondence(db, { language: 'en', name: 'Wang' })
  await acknowledge(deps, { caseId })
  await (await reply({ text: 'Please clear the cache.' })).send()
  const [receipt, answer] = await mails()
  expect(receipt?.subject).toMatch(new RegExp(`^\\[Case ${number}\\]`))
  expect(receipt?.body).toContain('Dear Wang,')
  expect(answer?.body).toContain('How satisfied are you')
})
