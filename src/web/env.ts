import type { Reference } from '../kernel/ids.ts'
import type { Edge, EdgeBindings } from './edge.ts'
import type { Fault } from './fault.ts'
import type { Fields } from './forms.ts'
import type { UploadedFile } from './read-upload.ts'
import type { Visit } from './visit.ts'

/**
 * What a handler finds in its context, `c.get('visit')`, and behind a POST the fields that passed the guard. `c.var` is a
 * copy of all of it, made anew each time: at what everybody comes through it is not asked.
 */
export interface WebEnv {
  Bindings: EdgeBindings
  Variables: {
    edge: Edge
    visit: Visit
    /** On a POST only. */
    form: Fields
    /** On a POST to an upload, where a file was chosen. */
    file: UploadedFile | undefined
    /** The reference that the answer shows, for the log; unset where it shows none. */
    reference: Reference | undefined
    refuse: (fault: Fault) => Response
    /** `Set-Cookie` of the answer to come; unset where there is none yet. */
    cookies: readonly string[] | undefined
    /** The answer last made with all of its headers (answer.ts). */
    whole: Response | undefined
  }
}
