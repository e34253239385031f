/** Words of the viewer of faxes and scans. */
export const pages = {
  open: '檢視頁面',
  openNamed: '檢視頁面：{{name}}',
  tools: '檢視工具',
  count_other: '共 {{count}} 頁',
  left: '向左轉 90 度',
  right: '向右轉 90 度',
  smaller: '縮小',
  larger: '放大',
  plain: '恢復原來的方向與大小',
  zoom: '{{percent}}%',
  frame: '{{name}} 的頁面',
  page: '第 {{n}} 頁，共 {{count}} 頁',
  pdf: '{{name}}（PDF）',
  download: '下載原檔',
  keys: '頁面取得焦點時：R、L 轉向，＋、－ 縮放，0 恢復；方向鍵捲動。',
} as const
