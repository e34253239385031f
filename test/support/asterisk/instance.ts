import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freezeProcess } from '../freeze.ts'

const BOOT_MS = 25_000

/** Where `asterisk-setup.sh` has put the exchange. @throws Error that says what to do when it is not there */
export function installation(): string {
  const folder = process.env['TEST_ASTERISK'] || join(homedir(), '.cache/onewindow/asterisk')
  if (!existsSync(join(folder, 'version')))
    throw new Error(
      `No exchange for the tests in ${folder}: run bash test/support/asterisk/asterisk-setup.sh once, or npm test, ` +
        'which does it. Without one the telephone is not proved.',
    )
  return folder
}

/** Modules that a test does not need, or whose packages are left out. */
const LEFT_OUT = (
  'res_snmp app_voicemail_odbc app_voicemail app_minivm app_jack app_festival app_adsiprog app_getcpeid app_sms ' +
  'app_alarmreceiver app_test chan_console chan_iax2 chan_motif chan_unistim pbx_ael pbx_dundi pbx_lua pbx_realtime ' +
  'res_ael_share res_adsi res_smdi res_phoneprov res_pjsip_phoneprov_provider res_calendar res_calendar_caldav ' +
  'res_calendar_ews res_calendar_exchange res_calendar_icalendar res_config_curl res_config_ldap res_config_odbc ' +
  'res_config_pgsql res_odbc res_odbc_transaction func_odbc cdr_adaptive_odbc cdr_odbc cdr_pgsql cdr_radius cdr_tds ' +
  'cdr_sqlite3_custom cel_odbc cel_pgsql cel_radius cel_tds cel_sqlite3_custom res_hep res_hep_pjsip res_hep_rtcp ' +
  'res_stun_monitor res_xmpp res_statsd res_resolver_unbound res_pjsip_stir_shaken res_stir_shaken res_geolocation ' +
  'res_pjsip_geolocation res_stasis_test res_config_sqlite3 res_prometheus app_agent_pool app_amd app_followme ' +
  'res_clialiases cdr_custom cdr_csv cdr_manager cel_custom cel_manager app_confbridge res_parking ' +
  'app_directory app_dictate app_externalivr app_ices app_mp3 app_nbscat app_page app_privacy app_zapateller ' +
  'res_fax_cn res_speech_aeap app_speech_utils'
).split(' ')

/** Files whose mere absence is complained of. */
const EMPTY = (
  'ccss stasis codecs acl pjproject pjsip_wizard pjsip_notify aeap chan_websocket websocket_client res_http_media_cache ' +
  'cli_aliases cel cel_custom cdr_manager confbridge res_parking'
).split(' ')

const TONE_ZONE = `[general]
country = tw
[tw]
description = Taiwan
ringcadence = 1000,2000
dial = 350+440
busy = 480+620/500,0/500
ring = 440+480/1000,0/2000
congestion = 480+620/250,0/250
callwaiting = 350+440/250,0/250
`

export type Instance = Awaited<ReturnType<typeof startInstance>>

/**
 * A private exchange in a folder of its own, fully booted; `configure` writes what it is made for. Everything that is
 * not said is as an exchange needs it to run at all.
 */
export async function startInstance(name: string, configure: (files: string) => Promise<void> | void) {
  const asterisk = installation()
  const folder = await mkdtemp(join(tmpdir(), `onewindow-${name}-`))
  const files = join(folder, 'etc')
  for (const one of [
    'etc',
    'log',
    'run',
    'db',
    'keys/keys',
    'moh',
    'spool/recording',
    'spool/outgoing',
    'spool/tmp',
    'spool/monitor',
  ])
    await mkdir(join(folder, one), { recursive: true })
  await writeFile(
    join(folder, 'moh/tone.ulaw'),
    Buffer.alloc(32_000, Buffer.from([...Array(10).fill(0x9f), ...Array(10).fill(0x1f)])),
  )
  await writeCommon(name, folder, asterisk)
  await configure(files)

  let running = await boot(asterisk, folder, files)
  const stop = async () => {
    if (running.exitCode === null && running.signalCode === null) {
      const ended = new Promise<void>((resolve) => running.once('exit', () => resolve()))
      running.kill('SIGCONT')
      running.kill('SIGKILL')
      await ended
    }
  }
  const farewell = () => void running.kill('SIGKILL')
  process.once('exit', farewell)
  return {
    folder,
    pid: () => running.pid!,
    /** As if its power had failed. */
    kill: stop,
    /** It keeps its sockets, and does nothing. */
    freeze: () => freezeProcess(running.pid!),
    thaw: () => void running.kill('SIGCONT'),
    /** After `kill`: the same exchange, booted again. */
    async restart() {
      running = await boot(asterisk, folder, files)
    },
    cli: (command: string) => cli(asterisk, files, command),
    log: () => readFile(join(folder, 'log/full'), 'utf8').catch(() => ''),
    async stop() {
      process.off('exit', farewell)
      await stop()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function writeCommon(name: string, folder: string, asterisk: string) {
  const shared = join(asterisk, 'root/usr/share/asterisk')
  const write = (file: string, text: string) => writeFile(join(folder, 'etc', `${file}.conf`), text)
  await symlink(join(shared, 'sounds'), join(folder, 'sounds'))
  await write(
    'asterisk',
    `[directories]
astetcdir => ${folder}/etc
astmoddir => ${asterisk}/modules
astvarlibdir => ${shared}
astdbdir => ${folder}/db
astkeydir => ${folder}/keys
astdatadir => ${shared}
astagidir => ${shared}/agi-bin
astspooldir => ${folder}/spool
astrundir => ${folder}/run
astlogdir => ${folder}/log
[options]
entityid = 02:00:00:00:00:${(name.charCodeAt(name.length - 1) % 90) + 10}
systemname = ${name}
verbose = 3
nocolor = yes
hideconnect = yes
`,
  )
  await write(
    'modules',
    `[modules]\nautoload = yes\n${LEFT_OUT.map((one) => `noload = ${one}.so\n`).join('')}`,
  )
  await write(
    'logger',
    '[general]\ndateformat = %F %T.%3q\n[logfiles]\nfull => notice,warning,error,verbose\n',
  )
  await write('musiconhold', `[default]\nmode = files\ndirectory = ${folder}/moh\n`)
  await write('indications', TONE_ZONE)
  for (const file of EMPTY) await write(file, '')
}

async function boot(asterisk: string, folder: string, files: string) {
  await rm(join(folder, 'run/asterisk.ctl'), { force: true })
  const child = spawn(join(asterisk, 'bin/asterisk'), ['-f', '-C', join(files, 'asterisk.conf')], {
    stdio: 'ignore',
  })
  const until = Date.now() + BOOT_MS
  while (Date.now() < until && child.exitCode === null && child.signalCode === null) {
    if (existsSync(join(folder, 'run/asterisk.ctl'))) {
      const said = await cli(asterisk, files, 'core waitfullybooted').catch(() => '')
      if (said.includes('fully booted')) return child
    }
    await pause(50)
  }
  child.kill('SIGKILL')
  const log = await readFile(join(folder, 'log/full'), 'utf8').catch(() => '')
  throw new Error(`The exchange did not start:\n${log.split('\n').slice(-15).join('\n')}`)
}

async function cli(asterisk: string, files: string, command: string) {
  const args = ['-C', join(files, 'asterisk.conf'), '-rx', command]
  const { stdout } = await promisify(execFile)(join(asterisk, 'bin/asterisk'), args, { timeout: 15_000 })
  return stdout
}
