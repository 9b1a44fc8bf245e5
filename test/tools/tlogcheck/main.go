// Command tlogcheck checks a log that is served as static files (C2SP tlog-tiles) with Go's own implementation of
// transparent logs, golang.org/x/mod/sumdb: nothing of Provisio's code is in it.
//
//	tlogcheck <folder> <verifier key>
//
// The folder holds checkpoint, tile/<level>/<index>[.p/<width>] as a web server would serve them, and proofs.json with
// leaf hashes, inclusion and consistency proofs to check. It prints what was checked, or the first thing that is wrong.
package main

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type proofs struct {
	Inclusion []struct {
		Size  int64
		Index int64
		Leaf  string
		Path  []string
	}
	Consistency []struct {
		From, To         int64
		FromRoot, ToRoot string
		Path             []string
	}
}

func main() {
	if len(os.Args) != 3 {
		fail("usage: tlogcheck <folder> <verifier key>")
	}
	folder, key := os.Args[1], os.Args[2]
	tree := readCheckpoint(folder, key)
	tiles := tlog.TileHashReader(tree, tileFiles{folder})

	var given proofs
	text, err := os.ReadFile(filepath.Join(folder, "proofs.json"))
	must(err)
	must(json.Unmarshal(text, &given))
	for _, p := range given.Inclusion {
		root := tree.Hash
		if p.Size != tree.N {
			root, err = tlog.TreeHash(p.Size, tiles)
			must(err)
		}
		must(tlog.CheckRecord(hashes(p.Path), p.Size, root, p.Index, hash(p.Leaf)))
		// And the other way round: Go makes the same proof from our tiles.
		made, err := tlog.ProveRecord(p.Size, p.Index, tiles)
		must(err)
		same("inclusion", made, p.Path)
	}
	for _, p := range given.Consistency {
		must(tlog.CheckTree(hashes(p.Path), p.To, hash(p.ToRoot), p.From, hash(p.FromRoot)))
		made, err := tlog.ProveTree(p.To, p.From, tiles)
		must(err)
		same("consistency", made, p.Path)
	}
	fmt.Printf("%d leaves, %d inclusion proofs, %d consistency proofs\n", tree.N, len(given.Inclusion), len(given.Consistency))
}

// readCheckpoint opens the signed note and reads the head that it signs (C2SP tlog-checkpoint).
func readCheckpoint(folder, key string) tlog.Tree {
	text, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	must(err)
	verifier, err := note.NewVerifier(key)
	must(err)
	signed, err := note.Open(text, note.VerifierList(verifier))
	must(err)
	lines := strings.Split(signed.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		fail("the checkpoint is not of the log " + verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := base64.StdEncoding.DecodeString(lines[2])
	must(err)
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree
}

// tileFiles reads tiles as C2SP names them: Go's own names have the height in front.
type tileFiles struct{ folder string }

func (f tileFiles) Height() int { return 8 }

func (f tileFiles) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var read [][]byte
	for _, tile := range tiles {
		name := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(f.folder, name))
		if err != nil {
			return nil, err
		}
		read = append(read, data)
	}
	return read, nil
}

func (f tileFiles) SaveTiles([]tlog.Tile, [][]byte) {}

func hashes(path []string) []tlog.Hash {
	var out []tlog.Hash
	for _, each := range path {
		out = append(out, hash(each))
	}
	return out
}

func hash(text string) tlog.Hash {
	bytes, err := hex.DecodeString(text)
	must(err)
	var out tlog.Hash
	if copy(out[:], bytes) != len(out) || len(bytes) != len(out) {
		fail("not a hash: " + text)
	}
	return out
}

func same(what string, made []tlog.Hash, given []string) {
	if len(made) != len(given) {
		fail(what + " proof has another length")
	}
	for i, each := range made {
		if hex.EncodeToString(each[:]) != given[i] {
			fail(what + " proof has another hash")
		}
	}
}

func must(err error) {
	if err != nil {
		fail(err.Error())
	}
}

func fail(message string) {
	fmt.Fprintln(os.Stderr, message)
	os.Exit(1)
}
