# The production image: Node 24, the sources as they are, the built pages, what speaks to callers. No compiler, no
# development packages.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
# What callers hear, for the exchanges: copy /app/telephony-adapter/prompts/sounds to each (deploy/asterisk/README.md).
RUN apt-get update && apt-get install -y --no-install-recommends espeak-ng && node scripts/prompts.mjs
RUN node scripts/build.mjs && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
# Workers speak the menu and announcements anew whenever they change.
RUN apt-get update && apt-get install -y --no-install-recommends espeak-ng && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production EDITION=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=build --chown=root:root /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/server ./server
COPY --from=build /app/search ./search
COPY --from=build /app/telephony-adapter ./telephony-adapter
COPY --from=build /app/client/dist ./client/dist
RUN install -d -o node -g node /data /data/files /data/documents /data/telephony /data/telephony/sounds
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD node -e "fetch('http://127.0.0.1:3000/health/live').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"
CMD ["node", "server/main.ts"]
