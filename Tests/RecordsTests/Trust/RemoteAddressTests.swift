import Records
import Testing

struct RemoteAddressTests {
  @Test(arguments: [
    "https://forge.example/org/shop.git", "https://forge.example/org/shop",
    "https://ada:secret@Forge.Example:443/org//shop.git/", "http://forge.example:80/org/shop/",
    "ssh://git@forge.example/org/shop.git", "ssh://git@forge.example:22/org/shop",
    "git+ssh://git@forge.example/org/shop", "git@forge.example:org/shop.git",
    "git@forge.example:/org/shop", "forge.example:org/shop/", "git://forge.example:9418/org/shop",
    "SSH://git@FORGE.example/org/shop/.git",
  ])
  func oneRepositoryHasOneAddressHoweverItIsReached(url: String) {
    #expect(RemoteAddress(url, from: "/srv").text == "forge.example/org/shop")
  }

  @Test(arguments: [
    ("https://forge.example:8443/org/shop", "forge.example:8443/org/shop"),
    ("ssh://git@forge.example:443/org/shop", "forge.example:443/org/shop"),
    ("https://forge.example/Org/shop", "forge.example/Org/shop"),
    ("alice@host:shop.git", "alice@host/~/shop"),
    ("ssh://alice@host/~/shop", "alice@host/~/shop"),
    ("bob@host:shop", "bob@host/~/shop"),
    ("alice@host:/srv/shop.git", "host/srv/shop"),
    ("ssh://alice@gerrit.example:29418/shop", "gerrit.example:29418/shop"),
    ("[::1]:org/shop", "[::1]/org/shop"), ("git@[::1]:org/shop", "[::1]/org/shop"),
    ("ssh://git@[::1]:2222/org/shop", "[::1]:2222/org/shop"),
    ("[host.example:2222]:org/shop", "host.example:2222/org/shop"),
    ("ext::ssh -i key host", "ext::ssh%20-i%20key%20host"),
  ])
  func whatIsAnotherRepositoryHasAnotherAddress(url: String, address: String) {
    #expect(RemoteAddress(url, from: "/srv").text == address)
  }

  @Test(arguments: [
    ("../origin.git", "/srv/origin"), ("/srv/./x/../origin.git/", "/srv/origin"),
    ("file:///srv/origin.git", "/srv/origin"), ("file://localhost/srv/origin", "/srv/origin"),
    ("/srv/shop/.git", "/srv/shop"), ("./a:b", "/srv/shop/a:b"), ("/a b%\n", "/a%20b%25%0a"),
    ("/", "/"),
  ])
  func aPathIsAbsoluteAndOneWord(url: String, address: String) {
    #expect(RemoteAddress(url, from: "/srv/shop").text == address)
  }

  @Test(arguments: ["", ":", "@", "://", "ssh://", "a@:", "[", "]:", "[]:", "::", "x://@:/"])
  func whateverIsGivenIsOneWord(url: String) {
    let text = RemoteAddress(url, from: "/srv").text
    #expect(!text.contains { $0.isWhitespace || $0 == "#" })
  }
}
