/**
 * Does mail reach a person? By the latest mail to the address he has now, of whatever kind, or a test that is still to be
 * written. `refused`: by the mail server of the receiver, in words kept beside; `lapsed`: it could not be handed over in
 * time. That a server took a mail is the most that can be known here.
 */
export const ADDRESS_STATES = ['none', 'untested', 'waiting', 'sent', 'refused', 'lapsed'] as const
export type AddressState = (typeof ADDRESS_STATES)[number]
