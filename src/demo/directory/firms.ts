/** Twelve made-up Clearing Participants. Any likeness to a real firm is chance. */
export interface Firm {
  readonly prefix: string
  readonly code: string
  readonly nameEn: string
  readonly nameZh: string
  readonly mailDomain: string
  readonly singleControl: boolean
  readonly registeredForTest: boolean
}

export const firms: readonly Firm[] = [
  firm('HLS', 'C00101', 'Harbour Lantern Securities Limited', '海燈證券有限公司', 'harbourlantern', true),
  firm('KTB', 'C00102', 'Kite Terrace Brokers Limited', '鳶臺經紀有限公司', 'kiteterrace', true),
  firm('NPF', 'C00103', 'Nine Piers Futures Limited', '九埗期貨有限公司', 'ninepiers', true),
  firm('BWO', 'C00104', 'Banyan Well Options Limited', '榕井期權有限公司', 'banyanwell', true),
  firm('SGC', 'C00105', 'Star Granite Clearing Limited', '星岩結算有限公司', 'stargranite', true),
  firm('TRC', 'C00106', 'Tramline Capital Markets Limited', '電車線資本市場有限公司', 'tramlinecm', true),
  firm('PJT', 'C00107', 'Pearl Junk Trading Limited', '珠帆貿易有限公司', 'pearljunk', false),
  firm('MFS', 'C00108', 'Misty Fairway Securities Limited', '霧航證券有限公司', 'mistyfairway', false),
  firm('CLB', 'C00109', 'Cotton Ladder Brokerage Limited', '棉梯經紀有限公司', 'cottonladder', true),
  firm('EWD', 'C00110', 'East Windmill Derivatives Limited', '東風車衍生產品有限公司', 'eastwindmill', true),
  firm('OVG', 'C00111', 'Old Vineyard Global Markets Limited', '舊園環球市場有限公司', 'oldvineyard', false),
  {
    ...firm('LAU', 'C00112', 'Lau Sau Ming (sole proprietor)', '劉秀明（獨資）', 'lausauming', true),
    singleControl: true,
  },
]

export function firm(
  prefix: string,
  code: string,
  nameEn: string,
  nameZh: string,
  domain: string,
  registeredForTest: boolean,
): Firm {
  return {
    prefix,
    code,
    nameEn,
    nameZh,
    mailDomain: `${domain}.example`,
    singleControl: false,
    registeredForTest,
  }
}
