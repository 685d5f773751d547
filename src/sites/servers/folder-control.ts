import type { SiteControl } from '../site-control.ts'
import { branchServer, copyStandby, removeBranch } from './copy-standby.ts'
import { fenceServer } from './fence-server.ts'
import { followServer } from './follow-server.ts'
import { lookAtServer } from './look-at-server.ts'
import { promoteStandby } from './promote-standby.ts'
import { requireStandby } from './require-standby.ts'
import { ownUrls, type SiteServers } from './site-servers.ts'

/** The servers in folders of this host: started by this program itself (db/embedded/), the site's own also by somebody else. */
export function folderControl(servers: SiteServers): SiteControl {
  return {
    site: servers.site,
    look: () => lookAtServer(ownUrls(servers).superuserUrl),
    copyStandby: (branch) => copyStandby(servers, branch),
    branchServer: (branch) => branchServer(servers, branch),
    removeBranch: (branch) => removeBranch(servers, branch),
    promote: () => promoteStandby(ownUrls(servers).superuserUrl),
    follow: (url) => followServer(servers, url),
    requireStandby: (name) => requireStandby(ownUrls(servers).superuserUrl, name),
    fence: (how) => fenceServer(servers, how),
  }
}
