import fc from 'fast-check'

/** Any number will do: the launch. */
const SEED = 20_230_612

/** Laws are tried with the same cases each time: one commit, one answer. `SALLYPORT_SEED` looks for others (adr/0051). */
fc.configureGlobal({ seed: Number(process.env['SALLYPORT_SEED'] ?? SEED) })
