import { describe, expect, test } from 'vitest'
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
const KEY = 'k'.repeat(32)
const A =
  'ari://adapter:s%40cret-a@10.0.0.1:8088?name=pbx-a&site=nantou&ami=5038&ami_user=adapter&ami_secret=s3cret-ami&phone=wss://phone-a.example.tw/ws&tls=1'
const B = 'ari://adapter:s3cret-b@10.0.0.2:8088?name=pbx-b&site=taipei'

describe('which telephone a process uses', () => {
  test('the embedded edition simulates one unless it is told of exchanges', () => {
    expect(readConfig({}).telephony).toMatchObject({ use: 'simulator' })
    expect(readConfig({ EXCHANGES: B }).telephony).toMatchObject({ use: 'asterisk' })
  })

  test('production has none unless it is told where the adapter is', () => {
    expect(readConfig(production).telephony).toEqual({ use: 'none' })
    expect(
      readConfig({ ...production, TELEPHONY_URL: 'http://adapter:3000', TELEPHONY_KEY: KEY }).telephony,
    ).toEqual({ use: 'remote', url: 'http://adapter:3000', key: KEY })
  })

  test.each(['server', 'worker', 'telephony'] as const)(
    'production never simulates a telephone, as %s',
    (role) => {
      const refused = () =>
        readConfig({ ...production, TELEPHONY_DRIVER: 'simulator', TELEPHONY_KEY: KEY }, role)
      expect(refused).toThrow(BadEnvironment)
      expect(refused).toThrow('TELEPHONY_DRIVER=simulator')
    },
  )

  test('the key is needed on both sides, and has 32 characters at least', () => {
    expect(() => readConfig({ ...production, TELEPHONY_URL: 'http://adapter:3000' })).toThrow('TELEPHONY_KEY')
    expect(() => readConfig({ EXCHANGES: B }, 'telephony')).toThrow('TELEPHONY_KEY')
    expect(() => readConfig({ EXCHANGES: B, TELEPHONY_KEY: 'short' }, 'telephony')).toThrow('TELEPHONY_KEY')
  })

  test('the part that follows the exchanges needs no database, also in production', () => {
    const { telephony } = readConfig(
      { EDITION: 'production', EXCHANGES: `${A}, ${B}`, TELEPHONY_KEY: KEY },
      'telephony',
    )
    expect(telephony).toEqual({
      use: 'asterisk',
      key: KEY,
      exchanges: [
        {
          name: 'pbx-a',
          site: 'nantou',
          host: '10.0.0.1',
          port: 8088,
          tls: true,
          user: 'adapter',
          secret: 's@cret-a',
          ami: { port: 5038, user: 'adapter', secret: 's3cret-ami' },
          phoneUrl: 'wss://phone-a.example.tw/ws',
          prompts: null,
        },
        expect.objectContaining({ name: 'pbx-b', site: 'taipei', tls: false, ami: null, phoneUrl: null }),
      ],
    })
  })

  test('without exchanges it keeps its place; a server told to use them is not started', () => {
    expect(readConfig({}, 'telephony').telephony).toEqual({ use: 'none' })
    expect(() => readConfig({ TELEPHONY_DRIVER: 'asterisk' })).toThrow('EXCHANGES')
  })

  test.for([
    ['http://10.0.0.1:8088?name=a&site=b', 'ari://user:secret@host:port'],
    ['ari://adapter@10.0.0.1:8088?name=a&site=b', 'secret'],
    ['ari://adapter:s3cret@10.0.0.1?name=a&site=b', 'port'],
    ['ari://adapter:s3cret@10.0.0.1:8088?site=b', 'name'],
    ['ari://adapter:s3cret@10.0.0.1:8088?name=a', 'site'],
    ['ari://adapter:s3cret@10.0.0.1:8088?name=a&site=b&ami=5038&ami_user=x', 'ami_secret'],
    ['ari://adapter:s3cret@10.0.0.1:8088?name=a&site=b&phone=https://x', 'phone'],
    [`${B},${B}`, 'pbx-b'],
  ] as const)('%s is refused, naming what is wrong and no secret', ([exchanges, named]) => {
    const refused = () => readConfig({ EXCHANGES: exchanges })
    expect(refused).toThrow(BadEnvironment)
    expect(refused).toThrow(named)
    try {
      refused()
    } catch (error) {
      expect((error as Error).message).not.toContain('s3cret')
    }
  })
})
