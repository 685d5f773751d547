/*
 * Loaded into Chromium: it can't listen for what becomes of the machine's networks. An interface that comes or goes, of a
 * container or of a test about networks, would cut every connection it has (ERR_NETWORK_CHANGED), those to this machine too.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <sys/socket.h>

int socket(int domain, int type, int protocol) {
  int (*original)(int, int, int) = dlsym(RTLD_NEXT, "socket");
  if (domain != AF_NETLINK) return original(domain, type, protocol);
  errno = EAFNOSUPPORT;
  return -1;
}
