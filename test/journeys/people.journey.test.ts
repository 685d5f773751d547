import { inOneDemo } from './in-one-demo.ts'

// What people do, and others do to them. The accounts come first: what they are described as is how the demo begins.
import './accounts.journey.ts'
import './explain.journey.ts'
import './story.journey.ts'
import './saturday.journey.ts'
import './closed-doors.journey.ts'
import './clock.journey.ts'
import './strangers.journey.ts'
import './channels.journey.ts'
import './cards.journey.ts'
import './own-account.journey.ts'
import './harmless.journey.ts'
import './other-sites.journey.ts'

inOneDemo()
