/** A command file says what it is in its first line. */
const AT_THE_START = [
  /^#!\s*\S/,
  /^@?echo\s+off\b/i,
  /^@?(?:setlocal|cmd(?:\.exe)?\s+\/c|powershell(?:\.exe)?\s+-)/i,
  /^(?:Windows Registry Editor Version|REGEDIT4)/,
  /^\[(?:InternetShortcut|autorun)\]/i,
  /^<\?php\b/i,
  /^(?:'|rem\s).*\n\s*(?:option explicit|on error resume next)\b/i,
  /^(?:option explicit|on error resume next)\s*$/im,
]

/** What only the Windows Script Host, an HTA, a scriptlet or PowerShell has a use for. */
const ANYWHERE = [
  /<\s*hta:application\b/i,
  /<\s*(?:ms|msxsl):script\b/i,
  /\bW(?:Script|SH)\s*\.\s*(?:CreateObject|Arguments|Sleep|Quit|Echo|ScriptFullName|Shell)\b/i,
  /\bnew\s+ActiveXObject\s*\(/i,
  /\b(?:Create|Get)Object\s*\(\s*["'](?:WScript|Shell|Scripting|MSXML2|Microsoft\.XMLHTTP|ADODB|winmgmts|WinHttp)\b/i,
  /#@~\^[A-Za-z0-9+/]{6}==/,
  /\beval\s*\(\s*(?:unescape|String\.fromCharCode|atob)\s*\(/i,
]

/** Harmless alone, a script together. Two passes, because one pattern for both would not be linear in time. */
const TOGETHER: readonly (readonly [RegExp, RegExp])[] = [
  [/<\s*(?:job|package|scriptlet|component)\b/i, /<\s*(?:script|registration)\b/i],
  [/<\s*script\b/i, /\blanguage\s*=\s*["']?(?:jscript|vbs|vbscript|perlscript)/i],
  [/\bpowershell(?:\.exe)?\b/i, /\s-(?:e|ec|enc|encodedcommand)\s/i],
  [/\b(?:IEX|Invoke-Expression)\b/i, /\b(?:DownloadString|FromBase64String|Net\.WebClient)\b/i],
]

const LOOKED_AT = 1024 * 1024

/** Whether text is a script for the operating system, whatever the file is called. Looks at the first 1 MB. */
export function isScript(text: string): boolean {
  const looked = text.slice(0, LOOKED_AT).trimStart()
  const shows = (sign: RegExp) => sign.test(looked)
  return AT_THE_START.some(shows) || ANYWHERE.some(shows) || TOGETHER.some((signs) => signs.every(shows))
}
