import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // The verifier's door leads to its source, as everywhere before a build.
  resolve: { conditions: ['provisio-source', ...defaultClientConditions] },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    // What changes with React's releases lies apart from what changes with ours; ethers comes when a demo claim signs.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'react', test: /node_modules\/(react|@react|@tanstack|@internationalized)/ }],
        },
      },
    },
  },
});
