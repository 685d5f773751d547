import type { DocumentFacts, Section } from './document-facts.ts'

export function helpZhHant({ contacts }: DocumentFacts): Section {
  return {
    heading: '如需協助',
    parts: [
      {
        list: [
          '用戶：請聯絡所屬公司的獲授權管理人。',
          '獲授權管理人：請聯絡公司另一位獲授權管理人，或公司的 Client Connect 用戶。',
          'Client Connect 用戶：請聯絡公司另一位 Client Connect 用戶，或致電熱線。',
        ],
      },
      '如頁面曾顯示參考編號，請備妥該編號，以便查核原因。',
      ...contacts.map(({ name, telephone, email, hours }) => `${name}：${telephone}／${email}。${hours}。`),
    ],
  }
}
