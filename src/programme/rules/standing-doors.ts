import type { DoorId, FunctionId, SystemId } from '../../kernel/ids.ts'
import type { Text } from '../block.ts'
import type { Door, Means, Programme, ProgrammeFunction, System } from '../programme.ts'
import type { Facts } from './facts.ts'

/**
 * The house's own doors: they stand in every programme, are open at every site and at every time, and lead to functions
 * without hours. No file declares them, no test session closes them, no launch switches them: the way to repair must not
 * be the way that failed (I6.c). `check-ids.ts` refuses a file that declares one of these ids.
 */

const CLIENT_CONNECT = ['client-connect']
const DESK = ['operator-maker', 'operator-checker', 'hotline', 'auditor']

const SYSTEMS = [
  ['connect', 'https://www.ccass.com/connect', 'Client Connect', 'Client Connect'],
  ['ops', 'https://www.ccass.com/ops', 'Operator’s Desk', '操作員工作台'],
] as const

const FUNCTIONS = [
  ['connect.services', 'Client Connect Services', 'Client Connect 服務'],
  ['ops.desk', 'Operator’s Desk', '操作員工作台'],
] as const

const INITIATION = ['Initiation of 2FA', '啟動雙重認證'] as const

const DOORS: readonly (readonly [
  string,
  string,
  Means,
  readonly string[],
  readonly string[],
  string,
  string,
])[] = [
  [
    'connect.otp',
    'connect',
    'otp',
    ['connect.services'],
    CLIENT_CONNECT,
    'Login with OTP - Client Connect',
    '以一次性密碼登入 - Client Connect',
  ],
  ['connect.initiation', 'connect', 'initiation', [], CLIENT_CONNECT, ...INITIATION],
  [
    'ops',
    'ops',
    'otp',
    ['ops.desk'],
    DESK,
    'Login with OTP - Operator’s Desk',
    '以一次性密碼登入 - 操作員工作台',
  ],
  ['ops.initiation', 'ops', 'initiation', [], DESK, ...INITIATION],
]

/** What no circular states is ours. */
const text = (en: string, zhHant: string): Text => ({ source: 'assumed', en, 'zh-Hant': zhHant })

export const standingSystems: readonly System[] = SYSTEMS.map(([id, address, en, zhHant]) => ({
  source: 'assumed',
  id: id as SystemId,
  name: text(en, zhHant),
  address,
}))

export const standingFunctions: readonly StandingFunction[] = FUNCTIONS.map(([id, en, zhHant]) => ({
  source: 'assumed',
  id: id as FunctionId,
  name: text(en, zhHant),
  businessDayHours: null,
}))

export const standingDoors: readonly Door[] = DOORS.map(
  ([id, system, means, leadsTo, admits, en, zhHant]) => ({
    source: 'assumed',
    id: id as DoorId,
    system: system as SystemId,
    means,
    label: text(en, zhHant),
    leadsTo: leadsTo as readonly FunctionId[],
    admits,
    channels: [],
    ordinarily: null,
  }),
)

/** Open at all times, to whoever's role its door admits: nobody is put into a user group for it. */
export type StandingFunction = Omit<ProgrammeFunction, 'businessDayHours'> & {
  readonly businessDayHours: null
}
export type AnyFunction = ProgrammeFunction | StandingFunction

export function hasHours(of: AnyFunction): of is ProgrammeFunction {
  return of.businessDayHours !== null
}

/** Into a function of the programme by a user group, into one of the house's by the role that its door asks for. */
export function isEntitled(facts: Pick<Facts, 'functions'>, id: FunctionId): boolean {
  return facts.functions.includes(id) || standingFunctions.some((one) => one.id === id)
}

/** Client Connect and the desk. */
export function isOfTheHouse(system: string): boolean {
  return standingSystems.some(({ id }) => id === system)
}

export function isStanding(door: Pick<Door, 'id'>): boolean {
  return standingDoors.some(({ id }) => id === door.id)
}

export function everyDoor({ doors }: Pick<Programme, 'doors'>): readonly Door[] {
  return [...doors, ...standingDoors]
}

/** The house's first: a file can't take its place. */
export function doorOf({ doors }: Pick<Programme, 'doors'>, id: DoorId): Door | undefined {
  const isIt = (door: Door) => door.id === id
  return standingDoors.find(isIt) ?? doors.find(isIt)
}

export function functionOf(
  { functions }: Pick<Programme, 'functions'>,
  id: FunctionId,
): AnyFunction | undefined {
  return standingFunctions.find((one) => one.id === id) ?? functions.find((one) => one.id === id)
}

export function systemOf({ systems }: Pick<Programme, 'systems'>, id: string): System | undefined {
  const isIt = (system: System) => system.id === id
  return standingSystems.find(isIt) ?? systems.find(isIt)
}
