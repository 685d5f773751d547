import type { absencesEn } from './absences.en.ts'

export const absencesZhHant = {
  absences: {
    title: '缺勤',
    intro: '提出或覆核請求的人可在此申報缺勤，亦可由同事代為申報。其權限不受影響，只是請求不會只等候他一人。',
    none: '沒有人缺勤。',
    columns: { who: '人員', from: '由', until: '至（包括當日）', there: '當值人員', end: '返回' },
    nobody: '無人',
    back: '已返回',
    declareTitle: '申報缺勤',
    hand: (userId, name, roles) => `${userId}（${name}），${roles}`,
    firstDay: '缺勤首日',
    lastDay: '缺勤末日',
    declare: '申報',
    noDay: '請輸入日期，例如 2023-06-19。',
    noChecker: (from, until) => `由${from}至${until}沒有覆核者當值。`,
    refusals: {
      'not-entitled': '這裏沒有請求等候你處理。',
      'not-found': '沒有此項，或已不存在。',
      'no-such-time': '末日早於首日，或已過去。',
    },
  },
} satisfies typeof absencesEn
