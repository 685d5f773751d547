import * as asn1 from 'asn1js'
import * as pki from 'pkijs'
import type { Instant } from '../../kernel/instant.ts'
import { dateOf, type KeyPair } from './sign-certificate.ts'

export type CardStatus = 'good' | { readonly revokedAt: Instant } | 'unknown'

const NONCE = '1.3.6.1.5.5.7.48.1.2'

/** RFC 6960: about each certificate that was asked for, signed by the responder, with the nonce that came. */
export async function answerOcsp(wanted: {
  readonly request: Uint8Array
  readonly responder: { readonly certificate: Uint8Array; readonly keys: KeyPair }
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant
  /** By serial, hexadecimal. */
  statusOf(serial: string): CardStatus
}): Promise<Uint8Array> {
  const { tbsRequest } = pki.OCSPRequest.fromBER(Uint8Array.from(wanted.request))
  const certificate = pki.Certificate.fromBER(Uint8Array.from(wanted.responder.certificate))
  const basic = new pki.BasicOCSPResponse({ certs: [certificate] })
  basic.tbsResponseData.responderID = certificate.subject
  basic.tbsResponseData.producedAt = dateOf(wanted.thisUpdate)
  basic.tbsResponseData.responses = tbsRequest.requestList.map(({ reqCert }) => {
    const serial = Buffer.from(reqCert.serialNumber.valueBlock.valueHexView).toString('hex')
    return new pki.SingleResponse({
      certID: reqCert,
      certStatus: statusBlock(wanted.statusOf(serial)),
      thisUpdate: dateOf(wanted.thisUpdate),
      nextUpdate: dateOf(wanted.nextUpdate),
    })
  })
  const nonce = tbsRequest.requestExtensions?.filter(({ extnID }) => extnID === NONCE) ?? []
  if (nonce.length > 0) basic.tbsResponseData.responseExtensions = nonce
  await basic.sign(wanted.responder.keys.privateKey, 'SHA-256')
  return new Uint8Array(wrapped(basic).toSchema().toBER(false))
}

function wrapped(basic: pki.BasicOCSPResponse): pki.OCSPResponse {
  return new pki.OCSPResponse({
    responseStatus: new asn1.Enumerated({ value: 0 }),
    responseBytes: new pki.ResponseBytes({
      responseType: '1.3.6.1.5.5.7.48.1.1',
      response: new asn1.OctetString({ valueHex: basic.toSchema().toBER(false) }),
    }),
  })
}

/** CertStatus is a CHOICE of `[0]`, `[1]`, `[2]`; of a revocation the time alone is told. */
function statusBlock(status: CardStatus): asn1.BaseBlock {
  const tagNumber = { good: 0, unknown: 2 }[status as string] ?? 1
  const idBlock = { tagClass: 3, tagNumber }
  if (typeof status === 'string') return new asn1.Primitive({ idBlock })
  const valueDate = dateOf(status.revokedAt)
  return new asn1.Constructed({ idBlock, value: [new asn1.GeneralizedTime({ valueDate })] })
}
