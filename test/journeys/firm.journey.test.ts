import { inOneDemo } from './in-one-demo.ts'

// What a firm's administrators do in one day, side by side. It changes the directory for good: a demo of its own.
import './delegated.journey.ts'
import './decisions.journey.ts'
import './emergency.journey.ts'

inOneDemo()
