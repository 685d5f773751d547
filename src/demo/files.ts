import { join } from 'node:path'

/** Where a demo keeps its things, from the package's root, and what they are called there. */
export const DEMO_FOLDER = join('var', 'demo')

export const DEMO_FILES = {
  accounts: 'accounts.json',
  sealingKeys: 'sealing-keys',
  reports: 'reports',
  cards: 'cards',
  clock: 'clock.json',
  certificateAuthority: 'demo-ca.pem',
} as const
