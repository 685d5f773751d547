import { inOneDemo } from './in-one-demo.ts'

// What pages are like, to everybody. With a demo of their own, beside what people do.
import './accessible.journey.ts'
import './language.journey.ts'
import './keyboard.journey.ts'
import './look.journey.ts'
import './watch.journey.ts'

inOneDemo()
