import type { Block } from '../block.ts'
import type { Programme } from '../programme.ts'
import { eventPath, type Finding, finding, sessionPath } from './finding.ts'

/**
 * What a notice states to every firm and nobody has stated to us. It would have to leave it out, or say that it is
 * assumed. (Contact hours are shown as assumed wherever they are shown.)
 */
export function assumedInNotices(programme: Programme): readonly Finding[] {
  return printed(programme)
    .filter(({ block }) => block.source === 'assumed')
    .map(({ path, what }) =>
      finding(programme, 'warning', path, `${what} is assumed: a notice can't state it as a fact`),
    )
}

interface Printed {
  readonly path: string
  readonly what: string
  readonly block: Block
}

function printed({ circular, contacts, documents, events, sessions, launch }: Programme): readonly Printed[] {
  const { parallelRun, waves } = launch
  return [
    { path: 'circular/reference', what: 'the reference', block: circular },
    ...contacts.map((one) => ({
      path: `contacts/${one.id}/telephone`,
      what: `contact \`${one.id}\``,
      block: one,
    })),
    ...documents.map((one) => ({
      path: `documents/${one.id}/from`,
      what: `document \`${one.id}\``,
      block: one,
    })),
    ...events.map((one) => ({
      path: `${eventPath(one)}/registration/until`,
      what: `the registration deadline of \`${one.id}\``,
      block: one.registration,
    })),
    ...sessions.map((one) => ({
      path: `${sessionPath(one)}/date`,
      what: `the time of \`${one.id}\``,
      block: one,
    })),
    { path: 'launch/date', what: 'the day of the launch', block: launch },
    ...waves.map((one) => ({
      path: `launch/waves/${one.id}/date`,
      what: `the day of wave \`${one.id}\``,
      block: one,
    })),
    ...(parallelRun?.lastSmartcardDays ?? []).map((one) => ({
      path: `launch/parallelRun/lastSmartcardDays/${one.system}/date`,
      what: `the last smartcard day of \`${one.system}\``,
      block: one,
    })),
    ...(parallelRun?.exceptions ?? []).map((one, index) => ({
      path: `launch/parallelRun/exceptions/${index}/date`,
      what: `the last smartcard day of \`${one.participant}\``,
      block: one,
    })),
  ]
}
