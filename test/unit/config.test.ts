import { expect, test } from 'vitest'
import { BadEnvironment, readConfig } from '../../server/config.ts'

const production = {
  DATABASE_URL: 'postgres://db/onewindow',
  REDIS_URL: 'redis://redis:6379',
  SMTP_URL: 'smtp://mail:25',
  MAIL_FROM: 'service@example.tw',
  FILES_URL: 'file:///files',
  PUBLIC_URL: 'https://help.example.tw/',
  SECRET_KEY: 'x'.repeat(32),
}

test('without any variable it is the embedded edition on loopback, and shows its accounts', () => {
  expect(readConfig({})).toMatchObject({
    edition: 'embedded',
    host: '127.0.0.1',
    port: 3000,
    showsAccounts: true,
  })
})

test('the embedded edition on another address keeps its accounts to itself', () => {
  expect(readConfig({ HOST: '0.0.0.0' })).toMatchObject({ edition: 'embedded', showsAccounts: false })
})

test.each(Object.keys(production))('production without %s refuses to start and names it', (missing) => {
  const refused = () => readConfig({ ...production, [missing]: '', EDITION: 'production' })
  expect(refused).toThrow(BadEnvironment)
  expect(refused).toThrow(missing)
})

test('a search engine needs its key as soon as it has an address', () => {
  expect(() => readConfig({ ...production, MEILI_URL: 'http://meili:7700' })).toThrow('MEILI_KEY')
  const search = { MEILI_URL: 'http://meili:7700', MEILI_KEY: 'a-master-key-of-32-characters-ok' }
  expect(readConfig({ ...production, ...search })).toMatchObject({
    meiliUrl: search.MEILI_URL,
    meiliKey: search.MEILI_KEY,
  })
})

test('a variable that is not well-formed is named', () => {
  expect(() => readConfig({ PORT: 'eighty' })).toThrow('PORT')
})

test('complete, production shows no accounts and reaches people at its public address', () => {
  expect(readConfig(production)).toMatchObject({
    edition: 'production',
    showsAccounts: false,
    demonstration: false,
    publicUrl: 'https://help.example.tw',
  })
})

test.for([
  ['127.0.0.1:2525', { host: '127.0.0.1', port: 2525 }],
  ['mx.example.tw:25', { host: 'mx.example.tw', port: 25 }],
  ['[::1]:2525', { host: '::1', port: 2525 }],
] as const)('mail is taken at %s', ([listen, place]) => {
  expect(readConfig({ MAIL_IN_LISTEN: listen }).mailIn).toMatchObject(place)
})

test('nobody listens for mail unless told where; a place without a port is named', () => {
  expect(readConfig({}).mailIn).toBeUndefined()
  expect(() => readConfig({ MAIL_IN_LISTEN: '127.0.0.1' })).toThrow('MAIL_IN_LISTEN')
})

test('a certificate for mail needs its key', () => {
  expect(() => readConfig({ MAIL_IN_LISTEN: 'mx:25', MAIL_IN_CERT: '/c.pem' })).toThrow('MAIL_IN_KEY')
})
