import { expect, test } from 'vitest'
import { expander } from '../../../search/synonyms.ts'

const expand = expander([
  { word: '國旅卡', means: ['國民旅遊卡', '強制休假補助'] },
  { word: '子女教育補助費', means: ['小孩學費'], weight: 0.8 },
  { word: '教育補助', means: ['進修補助'] },
  { word: 'SSO', means: ['單一簽入'] },
  { word: 'single sign-on', means: ['單一簽入'] },
  { word: '國民 旅遊卡', means: ['國旅卡'] },
  { word: '  ', means: ['全部'] },
])

test('other words come with half the weight, unless an editor says otherwise', () => {
  expect(expand('國旅卡怎麼用')).toEqual([
    { text: '國民旅遊卡', weight: 0.5 },
    { text: '強制休假補助', weight: 0.5 },
  ])
})

test('a long word is found, however it is written, and those inside it are not', () => {
  expect(expand('申請子女教育補助費')).toEqual([{ text: '小孩學費', weight: 0.8 }])
  expect(expand('申請子女教育补助费')).toEqual([{ text: '小孩學費', weight: 0.8 }])
  expect(expand('教育補助')).toEqual([{ text: '進修補助', weight: 0.5 }])
  expect(expand('子女教育補助費與教育補助').map(({ text }) => text)).toEqual(['小孩學費', '進修補助'])
})

test('words that are spaced and words that are not are found either way', () => {
  expect(expand('國民旅遊卡')).toEqual([{ text: '國旅卡', weight: 0.5 }])
  expect(expand('Single  Sign-On失敗')).toEqual([{ text: '單一簽入', weight: 0.5 }])
})

test('a Latin word is found as a word only', () => {
  expect(expand('ＳＳＯ登入')).toHaveLength(1)
  expect(expand('lessons')).toEqual([])
})

test('nothing is made of nothing', () => {
  expect(expand('')).toEqual([])
  expect(expander([])('國旅卡')).toEqual([])
})
