import { join } from 'node:path'
import { systemRandomness } from '../kernel/system.ts'
import { smtpTransport } from '../mail/smtp-transport.ts'
import { readSmtpUrl } from '../mail/smtp-url.ts'
import { folderStore } from '../overnight-reports/folder-store.ts'
import { milestones } from '../programme/rules/milestones.ts'
import { openBranch, type SharedParts } from '../serving/open-branch.ts'
import { openSite, type Site } from '../serving/open-site.ts'
import type { Branch } from '../sites/branch.ts'
import { readBranch } from '../sites/read-branch.ts'
import type { SiteControl } from '../sites/site-control.ts'
import { wire } from '../wire.ts'
import { DEMO_FILES } from './files.ts'
import type { DemoSettings } from './settings.ts'
import type { DemoCards } from './start-cards.ts'
import type { Outside } from './start-outside.ts'

const MAIL_FROM = 'no-reply@clearinghouse.example'
export const BOUNCES_TO = 'bounces@clearinghouse.example'

export interface DemoSites {
  readonly primary: Site
  readonly secondary: Site
}

export function originAt(port: number): string {
  return `https://localhost:${port}`
}

/** One node at each site, over the database that holds authority. */
export function openSites(settings: DemoSettings, outside: Outside, cards: DemoCards): DemoSites {
  const { ports } = settings
  const at = (site: 'primary' | 'secondary', origin: string, listener: string): Site => {
    const shared = sharedParts(settings, outside, cards, { origin, listener })
    const { database, follower, clocks } = outside
    const authority = () => follower.followed.authority
    const opened = openSite({
      isAuthority: () => authority().site === site,
      follower,
      clock: clocks.programme,
      openAuthority: (role, bar) =>
        wire({
          ...shared,
          ...{ site: role, epoch: authority().epoch, database, feedDatabase: database, bar },
          pairing: () => follower.standing(),
        }),
      readBranch: () => database.read({ as: 'sign-in' }, readBranch),
      openBranch: async (branch, guards) =>
        openBranch(
          branch,
          await urlOf(await outside.standby.control, branch),
          { ...shared, site: 'secondary' },
          guards,
          { database, clock: clocks.programme },
        ),
      report: settings.report,
    })
    follower.onMove(() => void opened.look())
    return opened
  }
  return {
    primary: at('primary', originAt(ports.primary), originAt(ports.primaryCard)),
    secondary: at('secondary', originAt(ports.secondary), originAt(ports.secondaryCard)),
  }
}

async function urlOf(control: SiteControl, { number }: Branch): Promise<string> {
  const server = await control.branchServer(number)
  if (server === null) throw new Error(`branch ${number} has no server`)
  return server.ownerUrl
}

function sharedParts(
  settings: DemoSettings,
  { clocks, certificates, mailbox, sealingKey }: Outside,
  { judging }: DemoCards,
  { origin, listener }: { readonly origin: string; readonly listener: string },
): Omit<SharedParts, 'site'> {
  const smtp = readSmtpUrl(mailbox.smtpUrl)
  if (!smtp.ok) throw new Error(`the demo mailbox ${smtp.refusal}`)
  return {
    origins: [origin],
    clocks,
    randomness: systemRandomness,
    sealingKeys: [{ id: 1, secret: sealingKey }],
    programme: settings.programme.parsed,
    transport: smtpTransport(smtp.value, { ca: certificates.caPem }),
    mailFrom: MAIL_FROM,
    mailLeaving: { bouncesTo: BOUNCES_TO },
    reports: folderStore(join(settings.folder, DEMO_FILES.reports)),
    cards: { ...judging, listener, site: origin },
    demoClock: { milestones: milestones(settings.programme.parsed) },
    ...(settings.hashing === undefined ? {} : { hashing: settings.hashing }),
    report: (fault) => settings.report(fault),
  }
}
