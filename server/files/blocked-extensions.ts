const words = (text: string) => text.trim().split(/\s+/)

/** Names that run, or carry code, when opened on an office computer. Refused wherever they appear. */
export const BLOCKED_EXTENSIONS: ReadonlySet<string> = new Set([
  ...words(`exe com scr pif cpl dll sys drv ocx ax efi mui msi msix msixbundle msp mst appx appxbundle
    appinstaller application gadget app bin elf so dylib out run deb rpm apk ipa jar jnlp class war ear
    dmg pkg iso img vhd vhdx vmdk udf wim xbap xll wll ppa ppam xla xlam sldm`),
  ...words(`js jse mjs cjs vb vbs vbe ws wsf wsh wsc sct bat cmd btm ps1 ps1xml ps2 ps2xml psc1 psc2 psm1
    psd1 pssc cdxml hta htc sh bash zsh csh ksh command tool py pyc pyw pyz rb pl php phar lua ahk au3
    a3x applescript scpt osascript`),
  ...words(`docm dotm xlsm xltm xlsb pptm potm ppsm ade adp mda mdb mde accda accdb accde accdr mam maf
    wiz slk iqy oqy dqy rqy odc`),
  ...words(`lnk url website scf inf ins isp reg rgs job msc diagcab settingcontent-ms library-ms
    search-ms searchconnector-ms theme themepack desktop chm hlp one onepkg swf vxd rdp wcx prf pcd crx xpi`),
])

/** Blocked endings that also stand inside honest names (`example.com.pdf`, `oleObject1.bin`). */
export const BLOCKED_ONLY_LAST: ReadonlySet<string> = new Set(
  words('com bin app out one run so job tool command pkg class sys url inf ins theme'),
)

/** Members that Office writes into its own packages under a blocked ending; their content is still looked at. */
export const PACKAGE_EXTENSIONS: ReadonlySet<string> = new Set(['bin'])
