import type { CardRefusal } from '../../../src/smartcards/rules/refusals.ts'

/**
 * NIST's names say Valid or Invalid but for these, whose verdict depends on settings: with the default ones of its §4.8
 * and §4.12 (any policy will do, none is demanded), by RFC 5280 §6.1.
 */
export const UNNAMED_VERDICTS: Readonly<Record<string, boolean>> = {
  AllCertificatesSamePolicyTest1: true,
  AllCertificatesNoPoliciesTest2: true,
  DifferentPoliciesTest3: true,
  DifferentPoliciesTest4: false,
  DifferentPoliciesTest5: false,
  OverlappingPoliciesTest6: true,
  DifferentPoliciesTest7: false,
  DifferentPoliciesTest8: false,
  DifferentPoliciesTest9: false,
  AllCertificatesSamePoliciesTest10: true,
  AllCertificatesAnyPolicyTest11: true,
  DifferentPoliciesTest12: false,
  AllCertificatesSamePoliciesTest13: true,
  AnyPolicyTest14: true,
  UserNoticeQualifierTest15: true,
  UserNoticeQualifierTest16: true,
  UserNoticeQualifierTest17: true,
  UserNoticeQualifierTest18: true,
  UserNoticeQualifierTest19: true,
  CPSPointerQualifierTest20: true,
  inhibitAnyPolicyTest3: true,
  MissingCRLTest1: false,
}

interface Refused {
  readonly reason: CardRefusal
  readonly why: string
  readonly cases: readonly string[]
}

/** What is valid by RFC 5280 and refused here all the same, each on purpose. */
export const REFUSED_THOUGH_VALID: readonly Refused[] = [
  {
    reason: 'weak-signature',
    why: 'DSA and SHA-1 are not taken (rules/strong-enough.ts).',
    cases: ['ValidDSASignaturesTest4', 'ValidDSAParameterInheritanceTest5'],
  },
  {
    reason: 'not-an-authority',
    why: 'The certificate at the end is an authority’s. It is nobody’s card.',
    cases: [
      'OverlappingPoliciesTest6',
      'ValidonlyContainsCACertsCRLTest13',
      'ValidpathLenConstraintTest8',
      'ValidpathLenConstraintTest14',
    ],
  },
  {
    reason: 'revocation-unknown',
    why: 'The list is signed with another key than the certificate: the authority’s former or next one, or one for lists alone.',
    cases: [
      'ValidBasicSelfIssuedCRLSigningKeyTest6',
      'ValidBasicSelfIssuedNewWithOldTest3',
      'ValidBasicSelfIssuedNewWithOldTest4',
      'ValidBasicSelfIssuedOldWithNewTest1',
      'ValidSelfIssuedDNnameConstraintsTest19',
      'ValidSelfIssuedinhibitAnyPolicyTest7',
      'ValidSelfIssuedinhibitAnyPolicyTest9',
      'ValidSelfIssuedinhibitPolicyMappingTest7',
      'ValidSelfIssuedpathLenConstraintTest15',
      'ValidSelfIssuedpathLenConstraintTest17',
      'ValidSelfIssuedrequireExplicitPolicyTest6',
      'ValidSeparateCertificateandCRLKeysTest19',
    ],
  },
  {
    reason: 'revocation-unknown',
    why: 'The list is indirect: somebody else’s word on this authority’s certificates.',
    cases: [
      'ValidIDPwithindirectCRLTest22',
      'ValidIDPwithindirectCRLTest24',
      'ValidIDPwithindirectCRLTest25',
      'ValidcRLIssuerTest28',
      'ValidcRLIssuerTest29',
      'ValidcRLIssuerTest30',
      'ValidcRLIssuerTest33',
    ],
  },
  {
    reason: 'revocation-unknown',
    why: 'The lists are parts, by distribution point or by reason; only whole ones are used.',
    cases: [
      'ValiddistributionPointTest1',
      'ValiddistributionPointTest4',
      'ValiddistributionPointTest5',
      'ValiddistributionPointTest7',
      'ValidonlySomeReasonsTest18',
      'ValidonlySomeReasonsTest19',
    ],
  },
  {
    reason: 'revocation-unknown',
    why: 'The authority tells of later revocations in delta lists, which are not read: its whole list is late.',
    cases: ['ValiddeltaCRLTest2', 'ValiddeltaCRLTest5', 'ValiddeltaCRLTest7', 'ValiddeltaCRLTest8'],
  },
]
