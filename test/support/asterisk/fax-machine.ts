import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { faxTiff } from '../fax-tiff.ts'
import { FAX_MACHINE } from './exchange.ts'
import { startInstance } from './instance.ts'
import { freeUdpPort, portsOfSound } from './ports.ts'
import { answerOf } from './wait.ts'

const LONGEST_MS = 55_000
let faxes = 0

type Fax = { from: string; to: string; pages: number; station: string }

/** Another exchange, behind the public network, that does nothing but send faxes. */
export async function startFaxMachine(to: { host: string; port: number }) {
  const port = await freeUdpPort(FAX_MACHINE)
  const { RTP_START, RTP_END, UDPTL_START, UDPTL_END } = portsOfSound()
  const machine = await startInstance('fax-machine', async (files) => {
    const write = (file: string, text: string) => writeFile(join(files, `${file}.conf`), text)
    await write('rtp', `[general]\nrtpstart = ${RTP_START}\nrtpend = ${RTP_END}\n`)
    await write('udptl', `[general]\nudptlstart = ${UDPTL_START}\nudptlend = ${UDPTL_END}\n`)
    await write('res_fax', '[general]\nmaxrate = 14400\nminrate = 4800\nmodems = v17,v27,v29\necm = yes\n')
    await write(
      'pjsip',
      `[udp]
type = transport
protocol = udp
bind = ${FAX_MACHINE}:${port}
[machine](!)
type = endpoint
disallow = all
allow = ulaw
aors = help-desk
direct_media = no
media_address = ${FAX_MACHINE}
bind_rtp_to_media_address = yes
t38_udptl_ec = redundancy
t38_udptl_maxdatagram = 400
[by-t38](machine)
t38_udptl = yes
[by-sound](machine)
t38_udptl = no
[help-desk]
type = aor
contact = sip:${to.host}:${to.port}
[help-desk]
type = identify
endpoint = by-t38
match = ${to.host}
`,
    )
    await write(
      'extensions',
      `[send]
exten => s,1,Set(FAXOPT(ecm)=yes)
 same => n,Set(FAXOPT(localstationid)=\${STATION})
 same => n,SendFAX(\${TIFF},\${HOW})
 same => n,Hangup()
exten => h,1,Set(DB(sent/\${ID})=\${FAXOPT(status)}: \${FAXOPT(error)})
exten => failed,1,Set(DB(sent/\${ID})=FAILED: not answered)
`,
    )
  })
  return {
    /** Resolves with how it ended, when the machine has hung up. */
    async send(fax: Fax, by: 't38' | 'sound'): Promise<string> {
      const id = `fax-${++faxes}`
      const tiff = join(machine.folder, `${id}.tif`)
      await writeFile(tiff, faxTiff(Array.from({ length: fax.pages }, () => ({ lines: 100, yDensity: 98 }))))
      const call = [
        `Channel: PJSIP/${fax.to}@by-${by}`,
        `CallerID: "" <${fax.from}>`,
        'WaitTime: 30',
        'Context: send',
        'Extension: s',
        'Priority: 1',
        `SetVar: ID=${id}`,
        `SetVar: TIFF=${tiff}`,
        // z: asks for T.38; F: sound only.
        `SetVar: HOW=${by === 't38' ? 'zf' : 'F'}`,
        `SetVar: STATION=${fax.station}`,
      ]
      // Whole at once: the exchange reads what appears there.
      await writeFile(join(machine.folder, id), `${call.join('\n')}\n`)
      await rename(join(machine.folder, id), join(machine.folder, 'spool/outgoing', id))
      const result = async () => /Value: (.*)/.exec(await machine.cli(`database get sent ${id}`))?.[1]
      return answerOf(result, LONGEST_MS, 'The fax machine has not hung up.')
    },
    stop: machine.stop,
  }
}
