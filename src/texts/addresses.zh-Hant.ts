import type { addressFaultsEn } from './addresses.en.ts'

export const addressFaultsZhHant = {
  'no-address': '請輸入地址。',
  'several-addresses': '多於一個地址。每名用戶只有一個；不可填姓名或名單。',
  'full-width': '含有全形字元。請轉用半形後重新輸入。',
  'other-script': '含有其他文字的字母，外觀可能與英文字母相同。請刪除地址後以英文字母重新輸入。',
  'blank-within': '地址中有空格。',
  'no-at': '沒有 @。',
  'no-domain': '@ 之後並非網域，例如 firm.example。',
  'address-too-long': '超過 254 個字元。',
  'not-an-address': '這不是可發送郵件的電郵地址。',
} satisfies typeof addressFaultsEn
