/** Words of the desk's frame and of the screens for whoever works on cases. */
export const desk = {
  title: '客服桌面',
  rail: { label: '主要功能' },
  /** `tile` is the one large character of the rail. */
  sections: {
    cases: { tile: '掛', word: '案件' },
    callBacks: { tile: '訪', word: '回訪' },
    board: { tile: '看', word: '看板' },
    admin: { tile: '管', word: '管理' },
  },
  strip: { person: '{{name}} 的選單', signOut: '登出' },
  connection: {
    connecting: '資料連線：連線中',
    online: '資料連線：正常',
    reconnecting: '資料連線：重新連線中',
    ended: '資料連線：登入已結束',
  },
  shortcuts: {
    title: '鍵盤快速鍵',
    single: '（單鍵）',
    singleKeys: '啟用單鍵快速鍵',
    singleKeysHelp: '使用語音輸入或容易誤觸時可以關閉；含 Alt 或 Ctrl 的快速鍵不受影響。',
  },
  screenFailed: '這個畫面讀不出來',
  notFound: {
    title: '找不到這個畫面',
    sentence: '網址可能打錯，或畫面已經移動。',
    back: '回客服桌面',
  },
  start: {
    title: '{{name}}，您好',
    nothing: '您的帳號還沒有可用的功能，請洽系統管理者開通權限。',
  },
} as const
