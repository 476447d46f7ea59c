import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const at = (path: string) => resolve(import.meta.dirname, path);

export default defineConfig({
  plugins: [react()],
  // Relative paths: the pages work under any address.
  base: "./",
  // The module finds its file beside itself, which it would not after being bundled for development.
  optimizeDeps: { exclude: ["consent-engine"] },
  server: { fs: { allow: [at("../.."), at("node_modules")] } },
  build: {
    target: "es2022",
    // The design system brings its styles within its scripts.
    chunkSizeWarningLimit: 1000,
    rollupOptions: { input: { resident: at("index.html"), service: at("service.html") } },
  },
});
