import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readReport } from './read-report.ts'

/** RFC 3464, appendix E.1, its recipient apart. */
const MESSAGE = 'Reporting-MTA: dns; cs.utk.edu'
const FAILED = `Original-Recipient: rfc822;louisl@larry.slip.umd.edu
Final-Recipient: rfc822;louisl@larry.slip.umd.edu
Action: failed
Status: 4.0.0
Diagnostic-Code: smtp; 426 connection timed out
Last-Attempt-Date: Thu, 7 Jul 1994 17:15:49 -0400`

describe('a delivery report', () => {
  it('says of whom delivery failed, with status and words', () => {
    expect(readReport(`${MESSAGE}\n\n${FAILED}\n`)).toEqual({
      status: '4.0.0',
      answer: '426 connection timed out',
    })
  })

  it('is read with any line ends, cases and folded lines', () => {
    const folded = `${MESSAGE}\n\nACTION: Failed\nSTATUS: 5.1.1\ndiagnostic-code: smtp; 550 5.1.1\n <x@y.example>:\n\tUser unknown`
    expect(readReport(folded.replaceAll('\n', '\r\n'))).toEqual({
      status: '5.1.1',
      answer: '550 5.1.1 <x@y.example>: User unknown',
    })
  })

  it('without words says its status, without either nothing, and is a bounce all the same', () => {
    expect(readReport(`${MESSAGE}\n\nAction: failed\nStatus: 5.2.2`)).toEqual({
      status: '5.2.2',
      answer: '5.2.2',
    })
    expect(readReport(`${MESSAGE}\n\nAction: failed\nStatus: nonsense`)).toEqual({ status: '', answer: '' })
  })

  it.each(['delayed', 'delivered', 'relayed', 'expanded', 'whatever'])('of %s is no bounce', (action) => {
    expect(readReport(`${MESSAGE}\n\n${FAILED.replace('failed', action)}`)).toBeUndefined()
  })

  it('that speaks of failure only about the message, or not at all, is none', () => {
    expect(readReport('Action: failed\nStatus: 5.0.0')).toBeUndefined()
    expect(readReport('')).toBeUndefined()
  })

  it('may be anything, and never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'aA-:; \t\r\n'), maxLength: 60 }),
        (text) => void readReport(text),
      ),
    )
  })
})
