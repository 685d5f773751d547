/**
 * Does mail reach a person? By the latest mail to the address he has now, of whatever kind, or a test that is still to be
 * written. `refused`: by our mail server or the next, in words kept beside; `bounced`: taken, and sent back later, likewise;
 * `lapsed`: it could not be handed over in time. `sent`: a server took it, and no word came back so far.
 */
export const ADDRESS_STATES = ['none', 'untested', 'waiting', 'sent', 'refused', 'bounced', 'lapsed'] as const
export type AddressState = (typeof ADDRESS_STATES)[number]
