import type { Actor } from './who-must-act.ts'

/** What a firm's task list counts: facts alone, so that a task is ticked by being done and by nothing else. */
export interface FirmFigures {
  readonly usersWithoutEmail: number
  readonly administratorsWithoutEmail: number
  readonly notInitiated: number
  readonly mailRefused: number
  readonly untested: number
  readonly requestsWaiting: number
  /** Null: no period of attestation runs. */
  readonly attested: boolean | null
  /** Able to act this minute: in force, active, initiated. */
  readonly makers: number
  readonly checkers: number
  /** One person is maker and checker: there need not be two of each. */
  readonly singleControl: boolean
}

/**
 * | task                  | open while                                        | who must act                      |
 * | --------------------- | ------------------------------------------------- | --------------------------------- |
 * | `users-email`         | a user has no registered email (F1.19)            | the firm's DAs                    |
 * | `administrators-email`| a DA has none (F1.18)                             | Client Connect, by DA 3           |
 * | `mail-refused`        | a mail server refused somebody's mail             | the firm's DAs                    |
 * | `initiation`          | somebody has an email and has not set up 2FA      | himself                           |
 * | `untested`            | an address has had no mail yet                    | the firm's DAs                    |
 * | `requests`            | a request waits to be decided                     | the firm's DAs                    |
 * | `attestation`         | access is not attested in the period that runs    | the firm's DAs                    |
 * | `two-makers`          | fewer than two makers can act: one on leave stops it | Client Connect, by DA 3        |
 * | `two-checkers`        | likewise checkers                                 | Client Connect, by DA 3           |
 */
export const FIRM_TASKS = [
  'users-email',
  'administrators-email',
  'mail-refused',
  'initiation',
  'untested',
  'requests',
  'attestation',
  'two-makers',
  'two-checkers',
] as const
export type FirmTaskName = (typeof FIRM_TASKS)[number]

export interface FirmTask {
  readonly name: FirmTaskName
  /** How many are open; 0 is done. Of makers and checkers: how many are wanted. */
  readonly open: number
  readonly actor: Actor
}

const WANTED = 2

export function firmTasks(figures: FirmFigures): readonly FirmTask[] {
  const wanted = (there: number) => (figures.singleControl ? 0 : Math.max(0, WANTED - there))
  return [
    { name: 'users-email', open: figures.usersWithoutEmail, actor: 'delegated-administrators' },
    { name: 'administrators-email', open: figures.administratorsWithoutEmail, actor: 'client-connect' },
    { name: 'mail-refused', open: figures.mailRefused, actor: 'delegated-administrators' },
    { name: 'initiation', open: figures.notInitiated, actor: 'himself' },
    { name: 'untested', open: figures.untested, actor: 'delegated-administrators' },
    { name: 'requests', open: figures.requestsWaiting, actor: 'delegated-administrators' },
    ...(figures.attested === null
      ? []
      : [
          {
            name: 'attestation',
            open: figures.attested ? 0 : 1,
            actor: 'delegated-administrators',
          } as const,
        ]),
    { name: 'two-makers', open: wanted(figures.makers), actor: 'client-connect' },
    { name: 'two-checkers', open: wanted(figures.checkers), actor: 'client-connect' },
  ]
}
