import { describe, expect, it } from 'vitest'
import { type Administration, warningsOf } from './warnings.ts'

const well: Administration = {
  ...{ singleControl: false, makers: 2, checkers: 2, ableToLogOn: 4, withoutEmail: 0, sharesAddress: false },
}

describe('an operator is warned', () => {
  it.each<readonly [string, Partial<Administration>, readonly string[]]>([
    ['of nothing where two makers and two checkers can log on', {}, []],
    ['where a single maker is left', { makers: 1 }, ['few-makers']],
    ['where a single checker is left', { checkers: 1 }, ['few-checkers']],
    ['where nobody can log on', { ableToLogOn: 0 }, ['nobody-can-log-on']],
    ['where one has no email', { withoutEmail: 1 }, ['no-email']],
    ['where maker and checker read one mailbox', { sharesAddress: true }, ['shared-address']],
    [
      'of all at once, worst first',
      { makers: 0, checkers: 0, ableToLogOn: 0, withoutEmail: 2, sharesAddress: true },
      ['nobody-can-log-on', 'few-makers', 'few-checkers', 'no-email', 'shared-address'],
    ],
  ])('%s', (_, other, warnings) => {
    expect(warningsOf({ ...well, ...other })).toEqual(warnings)
  })

  it('under single control of nobody being there, not of one person being alone', () => {
    const alone = {
      ...well,
      singleControl: true,
      makers: 1,
      checkers: 1,
      ableToLogOn: 1,
      sharesAddress: true,
    }
    expect(warningsOf(alone)).toEqual([])
    expect(warningsOf({ ...alone, makers: 0, checkers: 0 })).toEqual(['few-makers', 'few-checkers'])
  })
})
