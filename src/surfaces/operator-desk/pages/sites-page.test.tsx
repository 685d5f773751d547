import { describe, expect, it } from 'vitest'
import { pageSamples } from '../../../../test/support/page-samples.tsx'
import { sampleFrame } from '../../../../test/support/sample-frame.ts'

const deeds = (name: 'desk-sites' | 'desk-sites-overdue') =>
  [...String(pageSamples(sampleFrame('en'))[name]).matchAll(/sites\/([a-z]+)-branch"/g)].map(
    ([, deed]) => deed,
  )

describe('the data centres on the desk', () => {
  it('offer that differences be explained where one has no record', () => {
    expect(deeds('desk-sites')).toEqual(['open', 'discard', 'explain'])
  })

  it('offer it nowhere else', () => {
    expect(deeds('desk-sites-overdue')).toEqual(['open', 'discard'])
  })
})
