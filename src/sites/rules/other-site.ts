import type { SiteId } from '../../kernel/ids.ts'

export const otherSite = (site: SiteId): SiteId => (site === 'primary' ? 'secondary' : 'primary')
