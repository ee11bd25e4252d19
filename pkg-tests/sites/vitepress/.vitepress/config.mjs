import integrity from '../public/goitin/integrity.json' with { type: 'json' };

export default {
  head: [['script', { type: 'module', src: '/goitin/element.js', integrity: integrity['element.js'] }]],
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'goitin-checker' } } },
};
