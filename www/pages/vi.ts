// The pages of text in Vietnamese: privacy, what is checked, accessibility.
import type { Pages } from './page.ts';

export const pages: Pages = {
  'rieng-tu': {
    title: 'Quyền riêng tư: cái gì nằm ở đâu',
    lede: 'Gói tin bạn kiểm tra không rời khỏi máy của bạn. Trang này không có máy chủ nhận dữ liệu, không có tài khoản, không đếm lượt truy cập và không có quảng cáo.',
    sections: [
      {
        heading: 'Trong lúc kiểm tra',
        items: [
          'Gói tin được đọc và kiểm tra ngay trong trình duyệt, trong bộ nhớ của thẻ đang mở.',
          "Không có gì được gửi qua mạng. Trang còn tự cấm mình mở kết nối (`connect-src 'none'`), nên trình duyệt sẽ chặn ngay cả khi trang có lỗi.",
          'Bấm Xóa hoặc đóng thẻ là gói tin không còn trong trang nữa.',
        ],
      },
      {
        heading: 'Những gì còn lại trên máy của bạn',
        items: [
          'Bản sao của chính trang này, để mở được khi không có mạng. Trong đó chỉ có chương trình, không có gói tin nào.',
          'Lựa chọn của bạn về màu của trang, ô soạn thảo và hướng dẫn cho ai.',
          'Chỉ khi bạn bật “Giữ gói tin trên máy này”: gói tin đang mở, cho đến khi bạn bỏ chọn hoặc xóa gói tin.',
          'Chỉ khi bạn bật “Giữ trên máy này” ở hồ sơ quy định riêng hoặc ở hồ sơ kết nối: nội dung của hồ sơ đó, cho đến khi bạn bỏ chọn hoặc bỏ hồ sơ.',
          'Những tệp bạn bấm tải về: báo cáo và gói tin đã sửa. Chúng nằm trong thư mục tải về, và chỉ bạn mới xóa được.',
          'Những gì bạn bấm chép: chúng nằm trong bộ nhớ tạm của máy cho đến khi bạn chép thứ khác.',
          'Chỉ khi bạn bấm Tải lại để dùng bản mới: gói tin hoặc các tệp đang mở, cùng các bước sửa còn hoàn tác được, được để tạm trong thẻ này, và được lấy ra rồi xóa ngay khi trang mở lại.',
        ],
      },
      {
        heading: 'Khi nào trang dùng mạng',
        items: [
          'Khi bạn mở trang: trình duyệt tải trang về và hỏi xem có bản mới hay không.',
          'Ngay sau lần mở đầu tiên: trình duyệt tải nốt các phần còn lại của trang để dùng khi không có mạng.',
          'Như mọi trang web, máy chủ đặt trang này có thể ghi lại địa chỉ mạng và thời điểm tải trang. Nó không biết bạn kiểm tra gì.',
        ],
      },
      {
        heading: 'Khi bạn gửi kết quả cho người khác',
        text: [
          'Báo cáo có trích gói tin. Dữ liệu cá nhân trong báo cáo và trong phần chép được che sẵn, trừ khi bạn bỏ chọn. Việc che dựa vào tên trường và dạng của giá trị, nên hãy đọc lại trước khi gửi.',
        ],
      },
      {
        heading: 'Bạn có thể tự kiểm chứng',
        items: [
          'Ngắt mạng rồi kiểm tra một gói tin: trang vẫn làm việc như thường.',
          'Mở công cụ dành cho nhà phát triển của trình duyệt (phím F12), phần Mạng (Network): trong lúc kiểm tra không có dòng nào thêm vào.',
          'Mã nguồn của trang là mã nguồn mở. Còn có bản gói gọn trong một tệp `goitin.html`, chép vào máy không nối mạng là dùng được.',
        ],
      },
      {
        heading: 'Điều trang này không bảo vệ được',
        text: [
          'Tiện ích cài thêm vào trình duyệt và phần mềm khác trên máy có thể đọc những gì hiện trên màn hình. Trên máy dùng chung, hãy đóng thẻ và xóa các tệp đã tải về khi xong việc.',
        ],
      },
    ],
  },
  'pham-vi': {
    title: 'Kiểm tra gì, không kiểm tra gì',
    lede: 'Trang này cho biết gói tin có được viết đúng như văn bản và thực tiễn kết nối yêu cầu hay không. Nó không cho biết nội dung có thật hay không.',
    sections: [
      {
        heading: 'Gói tin kiểm tra được',
        text: ['Dạng JSON hoặc XML, có hay không có phần bao ngoài, một hay nhiều bản ghi:'],
        packets: true,
      },
      {
        heading: 'Những điều được kiểm tra',
        items: [
          'Cú pháp và bảng mã; sau một chỗ hỏng, phần còn lại vẫn được đọc tiếp.',
          'Trường bị thiếu, trường lạ, tên trường viết sai.',
          'Kiểu dữ liệu, ngày giờ, mã, số định danh, độ dài.',
          'Chữ Việt theo bảng mã cũ hoặc bị hỏng.',
          'Những trường phải khớp với nhau: thứ tự các ngày, trạng thái với ngày của nó, một hồ sơ xuất hiện hai lần.',
        ],
      },
      {
        heading: 'Chắc chắn đến đâu',
        text: ['Mỗi phát hiện nói rõ nó dựa vào đâu:'],
        items: [
          'Theo văn bản: đúng câu chữ của quy chuẩn.',
          'Theo thực tiễn kết nối: thấy trong các hệ thống đang chạy. Khi chỉ có một nguồn thì nói rõ là một nguồn, và không coi đó là lỗi.',
          'Kiểm tra hợp lý: suy ra từ ý nghĩa của trường. Chỉ khi mâu thuẫn rõ ràng mới là lỗi.',
        ],
      },
      {
        heading: 'Những điều không kiểm tra',
        items: [
          'Các gói tin khác: trang báo là không nhận ra, và kết luận là chưa kiểm tra được.',
          'Điều mà không văn bản công khai nào nói: trang ghi là chưa kiểm tra được, thay vì đoán.',
          'Nội dung có thật hay không: người, hồ sơ, thủ tục, tệp đính kèm có tồn tại không, số tiền có đúng không.',
          'Cổng Dịch vụ công quốc gia đã nhận gói tin hay chưa. Cổng còn đối chiếu với dữ liệu của mình, nên gói tin đạt ở đây vẫn có thể bị từ chối ở đó.',
        ],
      },
      {
        heading: 'Đây là công cụ hỗ trợ',
        text: [
          'Trang này không phải của cơ quan ban hành quy chuẩn, không thay cho văn bản quy chuẩn và không phải là tư vấn pháp luật.',
        ],
      },
    ],
  },
  'tro-nang': {
    title: 'Tuyên bố về khả năng tiếp cận',
    lede: 'Ai cũng phải dùng được trang này: bằng chuột, bằng bàn phím, bằng trình đọc màn hình, với chữ phóng to hay với màu tương phản cao.',
    sections: [
      {
        heading: 'Mục tiêu',
        text: [
          'Trang hướng đến mức AA của WCAG 2.2. Thông tư 26/2020/TT-BTTTT quy định việc áp dụng tiêu chuẩn, công nghệ hỗ trợ người khuyết tật tiếp cận, sử dụng sản phẩm, dịch vụ thông tin và truyền thông; trang được làm với cùng mục đích đó. Chúng tôi chưa đối chiếu trang với từng mục của Thông tư.',
        ],
      },
      {
        heading: 'Đã kiểm tra bằng phép thử tự động',
        text: ['Các phép thử sau chạy trong Chromium mỗi khi trang được thay đổi:'],
        items: [
          'axe-core không tìm thấy lỗi nào theo WCAG 2.0, 2.1, 2.2 mức A và AA, ở nhiều trạng thái của trang, bằng tiếng Việt và tiếng Anh, trên nền sáng, nền tối và tương phản cao.',
          'Chỉ dùng bàn phím vẫn làm được việc: mở gói tin mẫu, đọc kết quả, đến chỗ sai, sửa, đổi ngôn ngữ.',
          'Trên màn hình rộng 320 px, cũng tức là khi phóng to 400 % trên màn hình 1280 px, không phải cuộn ngang trang.',
          'Trang tôn trọng thiết lập giảm chuyển động và bảng màu bắt buộc của máy.',
        ],
      },
      {
        heading: 'Chưa kiểm tra',
        items: [
          'Với người dùng trình đọc màn hình thật: NVDA, JAWS, VoiceOver, TalkBack.',
          'Với điều khiển bằng giọng nói và các thiết bị trợ giúp khác.',
          'Phép thử tự động chỉ tìm thấy một phần các rào cản. Chưa có bên độc lập nào đánh giá trang.',
        ],
      },
      {
        heading: 'Hạn chế đã biết',
        items: [
          'Ô soạn thảo có màu khó dùng hơn với trình đọc màn hình. Vì thế ô văn bản thường là mặc định; ô có màu chỉ mở khi bạn chọn.',
          'Tệp lớn không hiện thành văn bản; mỗi phát hiện trích chỗ của nó.',
          'Tên văn bản và vị trí trong văn bản luôn là tiếng Việt, kể cả trên trang tiếng Anh.',
        ],
      },
      {
        heading: 'Phím dùng được',
        items: [
          '`Tab`, `Shift` + `Tab`: đến phần tiếp theo, phần trước. Trong ô văn bản, `Tab` cũng đưa bạn ra khỏi ô.',
          '`Ctrl` + `Enter` trong ô văn bản: kiểm tra ngay.',
          '`Esc`: đóng danh sách đang mở.',
        ],
      },
      {
        heading: 'Nếu bạn gặp rào cản',
        text: [
          'Hãy báo cho đơn vị đặt trang này, hoặc viết vào nơi công bố mã nguồn. Xin nói rõ bạn làm gì, dùng trình duyệt và công cụ trợ giúp nào. Đừng gửi kèm gói tin thật.',
        ],
      },
    ],
  },
};
