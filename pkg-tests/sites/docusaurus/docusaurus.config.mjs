import integrity from './static/goitin/integrity.json' with { type: 'json' };

export default {
  title: 'Gói tin',
  url: 'https://example.org',
  baseUrl: '/',
  scripts: [{ src: '/goitin/element.js', type: 'module', integrity: integrity['element.js'] }],
  presets: [['classic', { docs: { routeBasePath: '/' }, blog: false, theme: {} }]],
};
