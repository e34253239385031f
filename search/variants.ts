/**
 * Forms of one character that people type for each other in the texts of government offices, and that are not each
 * other's Traditional and Simplified; the first of a pair is the one kept.
 */
const PAIRS = `台臺 帳賬 恤卹 著着 裡裏 群羣 峰峯 線綫 啟啓 為爲 衛衞 偽僞 說説 稅税 床牀 灶竈 煙菸 污汙 占佔 布佈 註注
  份分 采採 核覈 回迴 凶兇 韌靭 鑒鑑 秘祕 晒曬 眾衆 夠够 吃喫 敘叙 值値 黃黄 溫温 戶户 教敎 絕絶 悅悦 脫脱 內内 查査
  廳庁 豐丰 鹽塩 巖岩 麵麪 姐姊 週周 畫劃 牆墻 棋碁 糧粮 匯滙 抬擡 踪蹤 僱雇`

/** Other form → kept form. */
export const VARIANTS: ReadonlyMap<string, string> = new Map(
  PAIRS.split(/\s+/).map((pair) => {
    const [kept = '', other = ''] = pair
    return [other, kept]
  }),
)
