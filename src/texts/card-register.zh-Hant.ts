import type { cardRegisterEn } from './card-register.en.ts'

export const cardRegisterZhHant: typeof cardRegisterEn = {
  cardRegister: {
    intro: '此處列出各人所持的智能卡。每張智能卡永遠只屬一名用戶：用戶離職時智能卡即告終止，不會轉交他人。',
    search: '用戶 ID、姓名或序號',
    caption: '智能卡',
    asFile: '以 CSV 下載所有智能卡',
    none: '沒有智能卡',
    nobody: '沒有符合搜尋條件的人。',
    inAll: (shown) => `本頁共 ${shown} 項`,
    columns: {
      userId: '用戶 ID',
      name: '姓名',
      serial: '序號',
      validTo: '有效期至',
      standing: '狀況',
      lastUsed: '上次使用',
      subject: '卡上名稱',
      since: '登記時間',
      until: '終止時間',
    },
    standings: {
      'in-force': '有效',
      expired: '已過期',
      revoked: '已撤銷',
      replaced: '已更換',
      removed: '隨用戶終止',
    },
    never: '從未',
    ofUser: '智能卡',
    password: '智能卡密碼',
    passwordSince: (moment) => `自 ${moment} 起有效`,
    noPassword: '沒有：不能以智能卡登入',
    assign: '編配智能卡',
    replace: '更換智能卡',
    revoke: '撤銷智能卡',
    resetPassword: '重設智能卡密碼',
    assignTitle: '為此用戶編配智能卡？',
    assignIntro: '請以檔案或貼上方式提供智能卡的證書。經另一人批准後，該卡即屬該用戶。',
    replaceTitle: '為此用戶更換智能卡？',
    replaceIntro:
      '請以檔案或貼上方式提供新卡的證書。經另一人批准後，原有智能卡不再獲接納，以該卡開始的登入工作階段亦會結束。',
    certificate: '智能卡的證書',
    certificateHint:
      '如沒有檔案：由「-----BEGIN CERTIFICATE-----」至「-----END CERTIFICATE-----」。切勿貼上私人密鑰：私人密鑰只存於卡內。',
    file: '證書檔案',
    fileHint: '發卡部門提供的 PEM 或 DER 檔案（.cer、.crt、.pem）。如同時貼上證書，以檔案為準。',
    revokeTitle: '撤銷此用戶的智能卡？',
    revokeIntro:
      '適用於已遺失或落入他人手中的智能卡。該卡即時不再獲接納，以該卡開始的登入工作階段亦會結束。其後由另一人確認，或在智能卡並未遺失時取消撤銷。',
    revokeNow: '立即撤銷',
    resetTitle: '重設此用戶的智能卡密碼？',
    resetIntro:
      '經另一人批准後，其智能卡密碼不再獲接納，其登入工作階段亦會結束。新密碼由發卡部門提供，貴公司無人可見或選定。用戶亦可啟動雙重認證，無須智能卡即可登入。',
  },
}
