/** Parts of made-up firms and people, in English and Chinese. Any likeness to a real one is chance. */
const pairs = (text: string) =>
  text.split(' ').map((pair) => {
    const [en = '', zh = ''] = pair.split('/')
    return { en: en.replaceAll('_', ' '), zh }
  })

export const FIRM_FIRST = pairs(
  'Harbour/海 Lantern/燈 Kite/鳶 Banyan/榕 Granite/岩 Tramline/軌 Pearl/珠 Misty/霧 Cotton/棉 Windmill/風 Vineyard/園 Bamboo/竹 Copper/銅 Jade/玉 Orchid/蘭',
)
export const FIRM_SECOND = pairs(
  'Terrace/臺 Pier/埗 Well/井 Junk/帆 Fairway/航 Ladder/梯 Peak/峰 Bay/灣 Causeway/道 Market/市 Bridge/橋 Island/島',
)
export const FIRM_TRADES = pairs(
  'Securities_Limited/證券有限公司 Brokers_Limited/經紀有限公司 Futures_Limited/期貨有限公司 Options_Limited/期權有限公司 Clearing_Limited/結算有限公司',
)
export const SURNAMES =
  'Au Chan Cheng Cheung Chow Chu Fung Ho Hui Ip Kwok Lai Lam Lau Lee Leung Li Lo Mak Ng Poon Siu Tam Tang Tsang Wong'.split(
    ' ',
  )
export const GIVEN =
  'Chi Chun Fai Fung Hei Ho Hoi Ka Kai Kin Kit Kwan Lam Lok Man Mei Ming Nga Pak Pui Sau Shan Sum Sze Tik Ting Wah Wai'.split(
    ' ',
  )
export const OFFICES = ['Compliance', 'Operations', 'Settlement', 'Information Technology']
