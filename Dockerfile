# One image for every service; the command selects which (see docker-compose.yml).
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
COPY patches patches
COPY libs libs
COPY apps apps
COPY tools tools
COPY docs/handbuch docs/handbuch
COPY tsconfig.base.json tsconfig.json ./
# kafkajs is patched after installing (patches/), so the tools that do it are there first and pruned afterwards.
RUN npm ci && node tools/build.mjs && npm prune --omit=dev --ignore-scripts

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
WORKDIR /app
COPY --from=build /src/package.json ./
COPY --from=build /src/node_modules node_modules
COPY --from=build /src/libs libs
COPY --from=build /src/apps apps
COPY --from=build /src/tools tools
# The sandbox keeps its files here; a new volume takes over the owner.
RUN mkdir /data && chown node:node /data
USER node
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps"]
CMD ["apps/portal-api/dist/main.js"]
