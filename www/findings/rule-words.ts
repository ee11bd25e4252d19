// The words around a rule's own explanations, which are loaded when they are asked for.
import type { Language } from '../engine/report.ts';

const vi = {
  whatIsWrong: 'Sai ở đâu',
  whyItMatters: 'Vì sao quan trọng',
  rulePage: (rule: string) => `Trang của quy tắc ${rule}`,
  reportRule: 'Báo quy tắc sai',
  reportRuleNote:
    'Chép một đoạn văn bản về quy tắc này để gửi đi; không có dữ liệu nào của gói tin trong đó.',
  ruleReportCopied: 'Đã chép đoạn báo quy tắc sai. Hãy dán vào thư và ghi thêm lý do.',
  ruleReportTitle: 'Tôi cho rằng quy tắc sau đây của goitin chưa đúng:',
  ruleReportWhat: 'Chưa đúng ở chỗ nào',
  ruleReportGround: 'Văn bản hoặc thực tế làm căn cứ',
  ruleReportEnd: '(Đoạn này không chứa dữ liệu của gói tin. Xin đừng gửi kèm gói tin thật.)',
};

const en: typeof vi = {
  whatIsWrong: 'What is wrong',
  whyItMatters: 'Why it matters',
  rulePage: (rule) => `Page of the rule ${rule}`,
  reportRule: 'Report a wrong rule',
  reportRuleNote: 'Copies a text about this rule to send on; nothing of the packet stands in it.',
  ruleReportCopied: 'The text about the rule was copied. Paste it into a mail and add your reason.',
  ruleReportTitle: 'I believe that this rule of goitin is not right:',
  ruleReportWhat: 'What is not right',
  ruleReportGround: 'Document or practice it rests on',
  ruleReportEnd: '(This text holds no data of the packet. Please do not attach a real packet.)',
};

export const RULE_WORDS: Readonly<Record<Language, typeof vi>> = { vi, en };
