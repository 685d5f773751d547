import type { StandingName } from './standing-at.ts'
import type { FirmMeans } from './who-must-act.ts'

/** Who counts when a firm has to help itself. */
export interface Helper {
  readonly userId: string
  readonly roles: readonly string[]
  /** Null for who is outside the programme, as Client Connect users are. */
  readonly standing: StandingName | null
  readonly active: boolean
}

const ADMINISTRATORS: ReadonlySet<string> = new Set(['da-maker', 'da-checker', 'da-single'])

export function isAdministrator(roles: readonly string[]): boolean {
  return roles.some((role) => ADMINISTRATORS.has(role))
}

export function isClientConnect(roles: readonly string[]): boolean {
  return roles.includes('client-connect')
}

/** The maker never checks: it takes two, unless the DA is under single control. Who can still initiate counts. */
export function firmMeans(helpers: readonly Helper[]): FirmMeans {
  const able = helpers.filter(({ active, standing }) => active && standing !== 'locked-out')
  const inRole = (role: string) => able.filter(({ roles }) => roles.includes(role))
  const checkers = inRole('da-checker')
  const pair = inRole('da-maker').some((maker) => checkers.some(({ userId }) => userId !== maker.userId))
  return {
    administrators: pair || inRole('da-single').length > 0,
    clientConnect: able.some(({ roles }) => isClientConnect(roles)),
  }
}
