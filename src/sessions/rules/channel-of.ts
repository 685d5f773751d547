/** The OTP channel that a logon session was made with, by its `acr`. */
export function channelOf(acr: string): 'email' | 'app' {
  return acr === 'pwd+email' ? 'email' : 'app'
}
