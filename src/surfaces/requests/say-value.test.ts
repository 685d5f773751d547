import { describe, expect, it } from 'vitest'
import { sampleFrame } from '../../../test/support/sample-frame.ts'
import { sayValue } from './say-value.ts'

const nameOf = (id: string) => `<${id}>`

describe('a value before or after', () => {
  it.each([
    ['language', 'zh-Hant', 'Traditional Chinese', '繁體中文'],
    ['status', 'suspended', 'Suspended', '已暫停'],
    ['role', 'da-checker', 'DA checker', '獲授權管理人（覆核者）'],
    [
      'functions',
      'ccms.online, ccms.overnight',
      '<ccms.online>, <ccms.overnight>',
      '<ccms.online>、<ccms.overnight>',
    ],
    ['single-control', 'true', 'granted', '已批准'],
    ['decision', 'no-go', 'No-go', '不批准推出'],
    ['credentials', 'as they are', 'as they are', '維持不變'],
    ['password', 'set', 'set up', '已設定'],
    ['channel-app', 'set', 'set up', '已設定'],
    ['channel-email', 'set', 'set up', '已設定'],
    ['lock', 'locked', 'locked', '已鎖定'],
    ['until', '2023-06-30', 'Friday 30 June 2023', '2023年6月30日（星期五）'],
    ['switch', '2023-06-11T23:00:00Z', '07:00 on Monday 12 June 2023', '2023年6月12日（星期一）07:00'],
  ] as const)('of %s is said in words, %s as “%s” and 「%s」', (field, value, english, chinese) => {
    expect([
      sayValue(sampleFrame('en'), field, value, nameOf),
      sayValue(sampleFrame('zh-Hant'), field, value, nameOf),
    ]).toEqual([english, chinese])
  })

  it('that is nobody’s word but a person’s is shown as it was typed', () => {
    for (const field of ['name', 'email', 'user-id', 'groups', 'group-name'] as const)
      expect(sayValue(sampleFrame('zh-Hant'), field, 'active, go', nameOf)).toBe('active, go')
  })
})
