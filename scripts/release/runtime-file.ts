/** Where `npm run release:tools` puts AppImage's runtime, below the project's folder. */
export const runtimeFile = 'out/release/appimage-runtime'
