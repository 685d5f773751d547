import { type Instant, isBefore } from '../../kernel/instant.ts'
import type { ChannelStep, Programme } from '../programme.ts'
import { dayOf } from './calendar.ts'
import { CHANNELS, type Channel } from './channels.ts'
import { channelsOfDoor } from './channels-taken.ts'
import { type Finding, finding } from './finding.ts'
import { sayDay } from './say-time.ts'

/** Steps out of order: it would not be plain which of them is in force. */
export function channelStepsInOrder(programme: Programme): readonly Finding[] {
  return steppedIn(programme).flatMap(({ path, steps }) =>
    steps.flatMap((step, index) => {
      const before = steps[index - 1]
      if (before === undefined || follows(before.beginsAt, step.beginsAt)) return []
      return [
        finding(programme, 'error', `${path}/${index}`, 'this step does not come after the one before it'),
      ]
    }),
  )
}

/** A day from which on a door takes no channel at all from a role that it admits. */
export function doorsWithoutChannel(programme: Programme): readonly Finding[] {
  const moments = [programme.launch.switchesAt, ...programme.turns].sort(Temporal.Instant.compare)
  return programme.doors
    .filter(({ means }) => means === 'otp')
    .flatMap((door) =>
      door.admits.flatMap((role) => {
        const since = moments.find((at) => channelsOfDoor(programme, door, [role], at).length === 0)
        if (since === undefined) return []
        const day = sayDay(dayOf(programme.clock.zone, since)).en
        const reason = `\`${door.id}\` takes no OTP channel from \`${role}\` on ${day}`
        const path = door.channels.length > 0 ? `doors/${door.id}/channels` : `roles/${role}/channels`
        return [finding(programme, 'error', path, reason)]
      }),
    )
}

/** A channel withdrawn in the very week in which people switch, when those who help have their hands full. */
export function withdrawnInLaunchWeek(programme: Programme): readonly Finding[] {
  const { launch } = programme
  const weeks = [launch, ...launch.waves].map(({ date }) => mondayOf(date))
  return steppedIn(programme).flatMap(({ path, steps }) =>
    steps.flatMap(({ from, accepted }, index) => {
      const before: readonly Channel[] = steps[index - 1]?.accepted ?? CHANNELS
      const lost = before.filter((channel) => !accepted.includes(channel))
      if (from === null || lost.length === 0 || !weeks.includes(mondayOf(from))) return []
      const reason = `${lost.map((channel) => `\`${channel}\``).join(', ')} is withdrawn in a week of the launch`
      return [finding(programme, 'warning', `${path}/${index}/from`, reason)]
    }),
  )
}

interface Stepped {
  readonly path: string
  readonly steps: readonly ChannelStep[]
}

function steppedIn({ doors, roles }: Programme): readonly Stepped[] {
  return [
    ...doors.map(({ id, channels }) => ({ path: `doors/${id}/channels`, steps: channels })),
    ...roles.map(({ id, channels }) => ({ path: `roles/${id}/channels`, steps: channels })),
  ]
}

/** Only the first step may have no day. */
function follows(before: Instant | null, after: Instant | null): boolean {
  return after !== null && (before === null || isBefore(before, after))
}

function mondayOf(day: Temporal.PlainDate): string {
  return day.subtract({ days: day.dayOfWeek - 1 }).toString()
}
